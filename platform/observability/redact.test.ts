import { expect, test } from "vitest";
import { DatabaseError } from "#platform/database";
import { redactText, redactValue } from "./redact.ts";

test.each([
  ["postgres://terrace:geheim@db/terrace", "postgres://terrace:***@db/terrace"],
  ["smtp://robot:ge%20heim@mail:25", "smtp://robot:***@mail:25"],
  ["Bearer trk_abc.def", "Bearer ***"],
  ["GET /setup?token=abc&next=/", "GET /setup?token=***&next=/"],
  ['{"password":"two words","name":"x"}', '{"password":"***","name":"x"}'],
  ["Key (name)=(张三) already exists.", "Key (name)=(***) already exists."],
  ["Failing row contains (1, 张三, (2), null).", "Failing row contains (***)."],
  ['invalid input syntax for type integer: "张三"', 'invalid input syntax for type integer: "***"'],
  ["手机 13812345678，邮箱 li.si@example.cn", "手机 ***，邮箱 ***"],
  ["身份证 37068619900307123X", "身份证 ***"],
  ["no secret in this", "no secret in this"],
])("%s is written as %s", (text, expected) => {
  expect(redactText(text)).toBe(expected);
});

test("an error of the database tells what was violated and not what somebody entered", () => {
  const error = new DatabaseError({
    message: 'duplicate key value violates unique constraint "person_name_key"',
    sqlState: "23505",
    detail: "Key (name)=(张三) already exists.",
    constraint: "person_name_key",
    table: "person",
  });
  const written = redactValue({ error });
  expect(written).toMatchObject({ error: { sqlState: "23505", constraint: "person_name_key", table: "person" } });
  expect(JSON.stringify(written)).not.toContain("张三");
});

test("the errors that one error stands for are written too: a server that is reached by two addresses", () => {
  const refused = new AggregateError([new Error("connect ECONNREFUSED ::1:5432")], "");
  expect(JSON.stringify(redactValue(refused))).toContain("ECONNREFUSED");
});

test("a value that holds itself, bytes and functions are written without an end or a failure", () => {
  const ring: Record<string, unknown> = { bytes: new Uint8Array(300), call: () => 1, big: 12n };
  ring.itself = ring;
  const text = JSON.stringify(redactValue(ring));
  expect(text).toContain("300 bytes");
  expect(text).toContain('"12"');
  expect(text.length).toBeLessThan(1000);
});

test("a value that cannot be read is named, and the line is written all the same", () => {
  const value = {
    status: 500,
    get body(): unknown {
      throw new Error("The body was read already");
    },
  };
  expect(redactValue({ value })).toEqual({ value: { status: 500, body: "unreadable: The body was read already" } });
});
