import { createServer } from "node:net";
import { expect, test } from "vitest";
import { postgresMissing } from "./postgres-for-tests.ts";

/** A port on which nothing listens any more. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("A TCP server has an address and a port");
  return address.port;
}

test("where no PostgreSQL answers, one line says so, with the address and without its password", async () => {
  const port = await freePort();
  const line = await postgresMissing({ TERRACE_TEST_POSTGRES: `postgres://tester:geheim@127.0.0.1:${port}/postgres` });
  expect(line).toContain(`postgres://tester:***@127.0.0.1:${port}/postgres connect ECONNREFUSED`);
  expect(line).not.toContain("geheim");
  expect(line?.split("\n")).toHaveLength(1);
  expect(await postgresMissing({ TERRACE_TEST_POSTGRES: "nonsense" })).toContain("TERRACE_TEST_POSTGRES");
});

test("what answers and is not PostgreSQL is no database either", async () => {
  const server = createServer((socket) => socket.resume().end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address === null || typeof address === "string" ? 0 : address.port;
  const line = await postgresMissing({ TERRACE_TEST_POSTGRES: `postgres://postgres@127.0.0.1:${port}/postgres` });
  expect(line).toContain("embedded database only");
  await new Promise((resolve) => server.close(resolve));
});
