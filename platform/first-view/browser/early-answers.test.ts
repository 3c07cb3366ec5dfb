import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { askEarly, earlyAnswer, forgetEarlyAnswers } from "./early-answers.ts";

let server: Server;
let origin: string;
let asked: (string | undefined)[];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(request.url === "/refused" ? 401 : 200, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ path: request.url }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
  forgetEarlyAnswers();
});

test("the program finds what was asked for early, once", async () => {
  expect(await askEarly(`${origin}/a`)).toEqual({ path: "/a" });
  expect(await askEarly(`${origin}/a`)).toEqual({ path: "/a" });
  const found = await earlyAnswer(`${origin}/a`);
  expect(found?.status).toBe(200);
  expect(await found?.json()).toEqual({ path: "/a" });
  expect(earlyAnswer(`${origin}/a`)).toBeUndefined();
  expect(asked).toEqual(["/a"]);
});

test("a refusal is nothing to who asks early, and the program is told it whole", async () => {
  expect(await askEarly(`${origin}/refused`)).toBeUndefined();
  const found = await earlyAnswer(`${origin}/refused`);
  expect(found?.status).toBe(401);
  expect(await found?.json()).toEqual({ path: "/refused" });
});

test("a server that cannot be reached is told to who takes the answer, and to nobody else", async () => {
  const nowhere = "http://127.0.0.1:9/a";
  await expect(askEarly(nowhere)).rejects.toThrow(TypeError);
  await expect(earlyAnswer(nowhere)).rejects.toThrow(TypeError);
});

test("what the program did not take is forgotten", async () => {
  await askEarly(`${origin}/b`);
  forgetEarlyAnswers();
  expect(earlyAnswer(`${origin}/b`)).toBeUndefined();
});
