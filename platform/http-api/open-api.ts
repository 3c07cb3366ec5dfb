import { z } from "zod";
import type { Route } from "./route.ts";

type Json = Readonly<Record<string, unknown>>;

const PROBLEM: Json = {
  type: "object",
  required: ["code", "userMessage", "message", "details"],
  properties: {
    code: { type: "string" },
    userMessage: { type: "string", description: "中文：发生了什么、在哪里、怎么办" },
    message: { type: "string" },
    details: { type: "object" },
  },
};

/** The API as an OpenAPI 3.1 document, whose schemas are JSON Schema 2020-12 as zod writes it. */
export function openApiDocument(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const operations = paths[route.path] ?? {};
    operations[route.method] = operationOf(route);
    paths[route.path] = operations;
  }
  return {
    openapi: "3.1.0",
    info: { title: "智慧水保 Terrace", version, description: "水土保持业务平台接口" },
    servers: [{ url: "/api" }],
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "terrace_session" },
        key: { type: "http", scheme: "bearer", description: "接口密钥，与其主人的权限和范围相同" },
      },
    },
  };
}

function operationOf(route: Route): Json {
  const { access } = route;
  return {
    summary: route.summary.zh,
    description: route.summary.en,
    ...(access.kind === "permission" ? { "x-permission": access.permission } : {}),
    security: access.kind === "everyone" ? [] : [{ session: [] }, { key: [] }],
    parameters: [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")],
    ...(route.body
      ? { requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body, "input") } } } }
      : {}),
    responses: {
      200: {
        description: "成功",
        ...(route.response === "raw"
          ? {}
          : { content: { "application/json": { schema: schemaOf(route.response, "output") } } }),
      },
      default: {
        description: "失败",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function parametersOf(schema: z.ZodType | undefined, place: "path" | "query"): readonly Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as {
    properties?: Readonly<Record<string, Json>>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    target: "draft-2020-12",
  });
  return rest;
}
