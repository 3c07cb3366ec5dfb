import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import { TerraceError } from "#errors";

export interface Listening {
  /** `http://127.0.0.1:8068/` */
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, ends the connections that wait and gives the others a moment to finish. */
  close(): Promise<void>;
}

/** Ports tried after the wanted one. */
const FURTHER_PORTS = 50;
/** A download that takes longer is cut when the server stops. */
const CLOSING_SECONDS = 3;

/**
 * Listens on the port, or where it is taken on the next free one; 0 means any.
 * @throws TerraceError `port-unavailable`
 */
export async function listen(app: Hono, host: string, wantedPort: number): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const lastPort = wantedPort === 0 ? 0 : Math.min(wantedPort + FURTHER_PORTS, 65_535);
  for (let port = wantedPort; ; port++) {
    const failure = await tryToListen(server, host, port);
    if (failure === undefined) return listening(server, host);
    const isTaken = failure.code === "EADDRINUSE" || failure.code === "EACCES";
    if (!isTaken || port >= lastPort) throw unavailable(host, wantedPort, failure);
  }
}

function tryToListen(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.ErrnoException | undefined>();
  const succeed = () => {
    server.off("error", fail);
    resolve(undefined);
  };
  const fail = (error: NodeJS.ErrnoException) => {
    server.off("listening", succeed);
    resolve(error);
  };
  server.once("listening", succeed);
  server.once("error", fail);
  server.listen(port, host);
  return promise;
}

function listening(server: Server, host: string): Listening {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has an address and a port");
  const { port } = address;
  const name = host.includes(":") ? `[${host}]` : host;
  return {
    url: `http://${name}:${port}/`,
    port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), CLOSING_SECONDS * 1000);
      await closed;
      clearTimeout(cut);
    },
  };
}

function unavailable(host: string, port: number, cause: NodeJS.ErrnoException): TerraceError {
  return new TerraceError({
    code: "port-unavailable",
    userMessage: `无法在 ${host} 的端口 ${port} 上提供服务（${cause.code}）。请检查 --host，或用 --port 指定另一个端口。`,
    message: `Cannot listen on ${host}, port ${port} (${cause.code}). Check --host, or choose another --port.`,
    details: { host, port },
    cause,
  });
}
