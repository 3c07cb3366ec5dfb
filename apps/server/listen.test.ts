import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { listen } from "./listen.ts";

const app = new Hono().get("/", (context) => context.text("here"));
const host = "127.0.0.1";

async function occupiedPort(): Promise<{ readonly port: number; readonly server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, server };
}

test("a free port is taken, and answers at the printed address", async () => {
  const listening = await listen(app, host, 0);
  expect(await (await fetch(listening.url)).text()).toBe("here");
  await listening.close();
  await expect(fetch(listening.url)).rejects.toThrow();
});

test("where the port is taken, the next free one is used", async () => {
  const { port, server } = await occupiedPort();
  const listening = await listen(app, host, port);
  expect(listening.port).toBeGreaterThan(port);
  expect(await (await fetch(listening.url)).text()).toBe("here");
  await listening.close();
  server.close();
});

test("an address that this machine does not have is a clear error", async () => {
  // TEST-NET-1 (RFC 5737): no machine has it.
  await expect(listen(app, "192.0.2.1", 8068)).rejects.toMatchObject({
    code: "port-unavailable",
    userMessage: expect.stringContaining("192.0.2.1"),
  });
});

test("closing does not wait for a browser that keeps its connection, nor for ever for one that never ends", async () => {
  const endless = new Hono().get(
    "/",
    () => new Response(new ReadableStream({ pull: () => Promise.withResolvers<void>().promise })),
  );
  const listening = await listen(endless, host, 0);
  const idle = connect(listening.port, host);
  await new Promise<void>((resolve) => idle.once("connect", resolve));
  const response = await fetch(listening.url);
  expect(response.status).toBe(200);
  await listening.close();
  await expect(response.text()).rejects.toThrow();
  idle.destroy();
});
