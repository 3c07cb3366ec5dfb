import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ApiProblem, apiRequest, isWorthAskingAgain, onSessionEnded } from "./api-request.ts";

let server: Server;
let base: string;
let asked: { method: string | undefined; headers: IncomingMessage["headers"]; body: string }[] = [];
const reason = { code: "record-unknown", userMessage: "没有这条记录", message: "no such record", details: { id: "1" } };

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => {
      body += part.toString();
    });
    request.on("end", () => {
      asked.push({ method: request.method, headers: request.headers, body });
      const [status, answer] = answers[new URL(request.url ?? "", "http://x").pathname] ?? [
        404,
        JSON.stringify(reason),
      ];
      response.writeHead(status).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked = [];
});

const answers: Record<string, [number, string]> = {
  "/api/jobs": [200, '{"jobs":[]}'],
  "/api/saved-filters/1": [204, ""],
  "/api/plan": [401, JSON.stringify({ ...reason, code: "session-required" })],
  "/api/session": [401, JSON.stringify({ ...reason, code: "session-required" })],
  "/api/page": [502, "<html>Bad gateway</html>"],
  "/api/half": [200, '{"jobs":['],
};

test("JSON goes out and comes in, with the header against foreign sites", async () => {
  expect(await apiRequest(`${base}/api/jobs`, { method: "POST", body: { set: "封育区" } })).toEqual({ jobs: [] });
  expect(asked[0]).toMatchObject({ method: "POST", body: '{"set":"封育区"}' });
  expect(asked[0]?.headers).toMatchObject({ "x-terrace-request": "1", "content-type": "application/json" });
});

test("a request without a body names no content type, an empty answer is undefined", async () => {
  expect(await apiRequest(`${base}/api/saved-filters/1`, { method: "DELETE" })).toBeUndefined();
  expect(asked[0]?.headers["content-type"]).toBeUndefined();
});

test("the server's reason comes through with its words in both languages", async () => {
  const problem = await apiRequest(`${base}/api/unknown`).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(ApiProblem);
  expect(problem).toMatchObject({ ...reason, status: 404 });
});

test.each(["/api/page", "/api/half"])("an answer of %s that is no JSON is said", async (path) => {
  await expect(apiRequest(`${base}${path}`)).rejects.toMatchObject({ code: "answer-unreadable" });
});

test("a server that is away is told apart and is worth asking again", async () => {
  const problem = await apiRequest("http://127.0.0.1:1/api/jobs").catch((error: unknown) => error);
  expect(problem).toMatchObject({ code: "server-unreachable", status: 0 });
  expect(isWorthAskingAgain(0, problem as Error)).toBe(true);
  expect(isWorthAskingAgain(0, new ApiProblem(reason, 404))).toBe(false);
});

test("an interrupted request stays an interruption", async () => {
  const controller = new AbortController();
  controller.abort();
  await expect(apiRequest(`${base}/api/jobs`, { signal: controller.signal })).rejects.toMatchObject({
    name: "AbortError",
  });
});

test("the end of a session is told, but not where one is only about to begin", async () => {
  let ended = 0;
  const stop = onSessionEnded(() => {
    ended += 1;
  });
  await expect(apiRequest(`${base}/api/session`)).rejects.toMatchObject({ status: 401 });
  expect(ended).toBe(0);
  await expect(apiRequest(`${base}/api/plan`)).rejects.toMatchObject({ status: 401 });
  expect(ended).toBe(1);
  stop();
  await expect(apiRequest(`${base}/api/plan`)).rejects.toMatchObject({ status: 401 });
  expect(ended).toBe(1);
});
