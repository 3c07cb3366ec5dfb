import { z } from "zod";
import { TerraceError } from "#errors";
import type { Session } from "#platform/database";
import { defineRoute, type ProblemStatuses, permission, type Route, signedIn } from "#platform/http-api";
import {
  evaluateFigure,
  evaluateFigureByDivision,
  evaluateFigureByGroup,
  evaluateFigureByYear,
} from "./evaluate-figure.query.ts";
import type { Figure, FigurePeriod } from "./figure.ts";
import { listPublished, publishFigure } from "./publish-figure.command.ts";

export const figureProblemStatuses: ProblemStatuses = {
  "figure-unknown": 404,
  "figure-not-grouped": 400,
  "figure-empty": 409,
  "figure-of-the-city": 403,
};

const MOST_YEARS = 50;

const place = z.object({ id: z.string().max(100) });
const periodFields = z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() });
const isWhole = ({ from, to }: z.output<typeof periodFields>) => (from === undefined) === (to === undefined);
const periodQuery = periodFields.refine(isWhole, "from and to come together");
const groupsQuery = periodFields.extend({ by: z.string().max(100) }).refine(isWhole, "from and to come together");
const yearsQuery = z
  .object({
    first: z.coerce.number().int().min(1900).max(2200),
    last: z.coerce.number().int().min(1900).max(2200),
  })
  .refine(({ first, last }) => first <= last && last < first + MOST_YEARS, `1 to ${MOST_YEARS} years`);
const lineage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("records"), recordSet: z.string(), filter: z.looseObject({}), count: z.number() }),
  z.object({
    kind: z.literal("result"),
    titleZh: z.string(),
    titleEn: z.string(),
    path: z.string(),
    version: z.string(),
  }),
]);
const description = z.object({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  decimals: z.number(),
  emptyZh: z.string(),
  emptyEn: z.string(),
});
const value = z.object({ value: z.number().nullable(), lineage: z.array(lineage) });
const published = z.object({
  division: z.string().nullable(),
  value: z.number().nullable(),
  unit: z.string(),
  publishedAt: z.string(),
  publishedBy: z.string(),
  historyId: z.number(),
});

/** Figures of every screen, bulletin and score sheet. */
export function figureRoutes(figures: readonly Figure[]): readonly Route[] {
  const open = (session: Session, id: string): Figure => {
    const figure = figures.find((candidate) => candidate.id === id);
    if (figure !== undefined && session.permissions.includes(figure.permission)) return figure;
    throw new TerraceError({
      code: "figure-unknown",
      userMessage: "没有这个指标，或您的账号无权查看。",
      message: `There is no figure ${id}, or your account may not see it.`,
      details: { id },
    });
  };
  return [
    defineRoute({
      method: "get",
      path: "/figures",
      access: signedIn(),
      summary: { zh: "可查看的指标与现值", en: "The figures that one may see, with their present values" },
      query: periodQuery,
      response: z.array(description.extend(value.shape)),
      handle: async ({ session, query, transaction }) =>
        transaction(async (tx) => {
          const seen = figures.filter(({ permission: needed }) => session.permissions.includes(needed));
          const answers: (z.input<typeof description> & z.input<typeof value>)[] = [];
          for (const figure of seen) {
            answers.push({ ...describe(figure), ...mutable(await evaluateFigure(tx, figure, periodOf(query))) });
          }
          return answers;
        }),
    }),
    defineRoute({
      method: "get",
      path: "/figures/{id}",
      access: signedIn(),
      summary: { zh: "一个指标：现值、按区市、来源", en: "A figure: its value, by division, with lineage" },
      params: place,
      query: periodQuery,
      response: description.extend({
        ...value.shape,
        divisions: z.array(value.extend({ division: z.string().nullable() })),
        published: z.array(published),
      }),
      handle: async ({ session, params, query, transaction }) => {
        const figure = open(session, params.id);
        const period = periodOf(query);
        return transaction(async (tx) => ({
          ...describe(figure),
          ...mutable(await evaluateFigure(tx, figure, period)),
          divisions: (await evaluateFigureByDivision(tx, figure, period)).map(mutable),
          published: [...(await listPublished(tx, figure, period))],
        }));
      },
    }),
    defineRoute({
      method: "get",
      path: "/figures/{id}/groups",
      access: signedIn(),
      summary: { zh: "一个指标按部门、报告期等分组", en: "A figure by department, quarter or another field" },
      params: place,
      query: groupsQuery,
      response: z.array(value.extend({ group: z.string().nullable(), labelZh: z.string(), labelEn: z.string() })),
      handle: async ({ session, params, query, transaction }) => {
        const figure = open(session, params.id);
        if (figure.kind !== "records" || !figure.groupFields?.includes(query.by)) {
          throw figureNotGrouped(figure, query.by);
        }
        const parts = await transaction((tx) => evaluateFigureByGroup(tx, figure, query.by, periodOf(query)));
        return parts.map(mutable);
      },
    }),
    defineRoute({
      method: "get",
      path: "/figures/{id}/years",
      access: signedIn(),
      summary: { zh: "一个指标的历年值", en: "A figure year by year" },
      params: place,
      query: yearsQuery,
      response: z.array(value.extend({ year: z.number().int() })),
      handle: async ({ session, params, query, transaction }) => {
        const figure = open(session, params.id);
        const years = await transaction((tx) => evaluateFigureByYear(tx, figure, query.first, query.last));
        return years.map(mutable);
      },
    }),
    defineRoute({
      method: "post",
      path: "/figures/{id}/publications",
      access: permission("figures.publish"),
      summary: { zh: "发布（冻结）一个指标的现值", en: "Publishes, and so freezes, a figure as it stands" },
      params: place,
      query: periodQuery,
      response: z.array(published),
      handle: async ({ session, params, query, transaction }) => {
        const figure = open(session, params.id);
        return transaction(async (tx) => [...(await publishFigure(tx, session, figure, periodOf(query)))]);
      },
    }),
  ];
}

function figureNotGrouped({ id, nameZh, ...figure }: Figure, by: string): TerraceError {
  const fields = figure.kind === "records" ? (figure.groupFields ?? []) : [];
  return new TerraceError({
    code: "figure-not-grouped",
    userMessage: `“${nameZh}”不能按“${by}”分组。可用的分组：${fields.join("、") || "无"}。`,
    message: `The figure ${id} is not asked by ${by}; it may be by: ${fields.join(", ") || "nothing"}.`,
    details: { id, by, fields: [...fields] },
  });
}

function describe({ id, nameZh, nameEn, unit, decimals, emptyZh, emptyEn }: Figure): z.input<typeof description> {
  return { id, nameZh, nameEn, unit, decimals, emptyZh, emptyEn };
}

function mutable<Value extends { readonly lineage: readonly unknown[] }>(answer: Value) {
  return { ...answer, lineage: [...answer.lineage] as z.input<typeof lineage>[] };
}

function periodOf({ from, to }: { from?: string | undefined; to?: string | undefined }): FigurePeriod | null {
  return from === undefined || to === undefined ? null : { from, to };
}
