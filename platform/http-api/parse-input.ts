import type { z } from "zod";
import { TerraceError } from "#errors";

/**
 * Parameters of a request, checked at the door.
 * @throws TerraceError `request-invalid` naming each parameter that is wrong
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({ parameter: issue.path.join("."), message: issue.message }));
  const names = [...new Set(issues.map((issue) => issue.parameter))];
  throw new TerraceError({
    code: "request-invalid",
    userMessage: `请求的参数不对：${names.join("、")}。请检查后重试。`,
    message: `Wrong parameters: ${issues.map(({ parameter, message }) => `${parameter}: ${message}`).join("; ")}.`,
    details: { issues },
  });
}
