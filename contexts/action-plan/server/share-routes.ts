import { z } from "zod";
import { defineRoute, permission, type Route } from "#platform/http-api";
import { shareHistory, sharesChange, targetShares } from "../model/index.ts";
import { changeShares } from "./change-shares.command.ts";
import { readShares, type ShareDependencies } from "./read-shares.query.ts";
import { readShareHistory } from "./share-history.query.ts";

const place = z.object({ id: z.string().min(1).max(60) });

/** The addresses of `shares-contract.ts`. */
export function shareRoutes(dependencies: ShareDependencies): readonly Route[] {
  const { readUnits } = dependencies;
  return [
    defineRoute({
      method: "get",
      path: "/plan/targets/{id}/shares",
      access: permission("plan.view"),
      summary: {
        zh: "目标分解：各报送单元各年的份额、现状值和亮灯",
        en: "A target divided among the reporting units, with present figures and lamps",
      },
      params: place,
      response: targetShares,
      handle: ({ session, params, transaction }) =>
        transaction((tx) => readShares(tx, session, params.id, dependencies)),
    }),
    defineRoute({
      method: "put",
      path: "/plan/targets/{id}/shares",
      access: permission("plan.allocate"),
      summary: { zh: "下达或调整目标分解（仅市级）", en: "Gives or changes shares of a target (the city only)" },
      params: place,
      body: sharesChange,
      response: targetShares,
      handle: ({ session, params, body, transaction }) =>
        transaction(async (tx) => {
          await changeShares(tx, session, params.id, body, readUnits);
          return readShares(tx, session, params.id, dependencies);
        }),
    }),
    defineRoute({
      method: "get",
      path: "/plan/targets/{id}/shares/history",
      access: permission("plan.view"),
      summary: { zh: "目标分解的调整经过", en: "How the shares of a target were changed" },
      params: place,
      response: shareHistory,
      handle: ({ session, params, transaction }) =>
        transaction((tx) => readShareHistory(tx, session, params.id, readUnits)),
    }),
  ];
}
