import { z } from "zod";
import {
  defineRoute,
  type ProblemStatuses,
  permission,
  type Route,
  type RouteCall,
  signedIn,
} from "#platform/http-api";
import {
  importDecisionChangesSchema,
  importSessionListSchema,
  importSessionViewSchema,
  importTargetListSchema,
} from "./http-contract.ts";
import { viewOfTarget } from "./import-target.ts";
import type { ImportCaller, ImportWizard } from "./import-wizard.ts";
import { reportWorkbook } from "./report-workbook.ts";
import { listImports, readExamination, readImport } from "./session-store.ts";
import { templateWorkbook } from "./template-workbook.ts";
import { receiveForm } from "./upload-folder.ts";

export const importProblemStatuses: ProblemStatuses = {
  "import-unknown": 404,
  "import-target-unknown": 404,
  "import-not-allowed": 403,
  "import-changed-elsewhere": 409,
  "import-ended": 409,
  "upload-too-large": 413,
  "upload-broken": 400,
  "upload-missing": 400,
};

/** What a session needs to import at all; each target asks for its own permission besides. */
const IMPORT_PERMISSION = "import.use";

const place = z.object({ id: z.uuid() });
const targetPlace = z.object({ id: z.string().max(100) });

/**
 * The operations of the import wizard, as `http-contract.ts` describes them. What may be imported is asked by every list, and is
 * nothing for whoever may import nothing.
 */
export function importRoutes(wizard: ImportWizard): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/import-targets",
      access: signedIn(),
      summary: { zh: "可以导入的数据种类", en: "What may be imported" },
      response: importTargetListSchema,
      handle: async (call) => ({ targets: (await wizard.targetsFor(callerOf(call))).map(viewOfTarget) }),
    }),
    defineRoute({
      method: "get",
      path: "/import-targets/{id}/template.xlsx",
      access: signedIn(),
      summary: { zh: "导入模板", en: "The template of an import" },
      params: targetPlace,
      response: "raw",
      handle: async (call) => {
        const target = (await wizard.targetsFor(callerOf(call))).find(({ id }) => id === call.params.id);
        if (target === undefined) return wizard.refuseTarget(callerOf(call), call.params.id);
        return workbookResponse(await templateWorkbook(target), `${target.titleZh}导入模板.xlsx`);
      },
    }),
    defineRoute({
      method: "post",
      path: "/imports",
      access: permission(IMPORT_PERMISSION),
      summary: { zh: "上传要导入的文件", en: "Upload a file to be imported" },
      response: importSessionViewSchema,
      handle: async (call) =>
        wizard.begin(callerOf(call), await receiveForm(call.request, wizard.folder, wizard.limitBytes)),
    }),
    defineRoute({
      method: "get",
      path: "/imports",
      access: permission(IMPORT_PERMISSION),
      summary: { zh: "我的导入", en: "Imports of one's own and one's organisation" },
      response: importSessionListSchema,
      handle: async ({ transaction }) => ({ imports: [...(await transaction(listImports))] }),
    }),
    defineRoute({
      method: "get",
      path: "/imports/{id}",
      access: permission(IMPORT_PERMISSION),
      summary: { zh: "一次导入的进展", en: "Where an import stands" },
      params: place,
      response: importSessionViewSchema,
      handle: async (call) => wizard.view(callerOf(call), call.params.id),
    }),
    defineRoute({
      method: "patch",
      path: "/imports/{id}",
      access: permission(IMPORT_PERMISSION),
      summary: { zh: "对导入作出决定", en: "Decide about an import" },
      params: place,
      body: importDecisionChangesSchema,
      response: importSessionViewSchema,
      handle: async (call) => wizard.decide(callerOf(call), call.params.id, call.body),
    }),
    defineRoute({
      method: "post",
      path: "/imports/{id}/commit",
      access: permission(IMPORT_PERMISSION),
      summary: { zh: "全部写入", en: "Write all rows" },
      params: place,
      response: importSessionViewSchema,
      handle: async (call) => wizard.commit(callerOf(call), call.params.id),
    }),
    defineRoute({
      method: "delete",
      path: "/imports/{id}",
      access: permission(IMPORT_PERMISSION),
      summary: { zh: "放弃导入", en: "Abandon an import" },
      params: place,
      response: importSessionViewSchema,
      handle: async (call) => wizard.abandon(callerOf(call), call.params.id),
    }),
    defineRoute({
      method: "get",
      path: "/imports/{id}/report.xlsx",
      access: permission(IMPORT_PERMISSION),
      summary: { zh: "导入报告", en: "The report of an import" },
      params: place,
      response: "raw",
      handle: async (call) => {
        const view = await wizard.view(callerOf(call), call.params.id);
        const examination = await call.transaction((transaction) => readExamination(transaction, view.id));
        return workbookResponse(
          await reportWorkbook(view, examination?.findings ?? []),
          `导入报告-${stemOf(view)}.xlsx`,
        );
      },
    }),
    defineRoute({
      method: "get",
      path: "/imports/{id}/returned.xlsx",
      access: permission(IMPORT_PERMISSION),
      summary: { zh: "带批注的原表", en: "The sender's workbook with comments" },
      params: place,
      response: "raw",
      handle: async (call) => {
        const view = await wizard.view(callerOf(call), call.params.id);
        const [stored, examination] = await call.transaction(
          async (transaction) =>
            [await readImport(transaction, view.id), await readExamination(transaction, view.id)] as const,
        );
        const { layer, encoding } = view.preview;
        const file = wizard.folder.fileOf(stored);
        const findings = examination?.findings ?? [];
        const bytes = await wizard.pool.run("returned", { file, layer, encoding, findings });
        return workbookResponse(bytes, `${stemOf(view)}-退回.xlsx`);
      },
    }),
  ];
}

function callerOf({ session, transaction }: RouteCall<unknown, unknown, unknown>): ImportCaller {
  return { session, transaction };
}

function stemOf({ fileName }: { readonly fileName: string }): string {
  return fileName.replace(/\.[^.]*$/, "");
}

/** RFC 6266: the name in UTF-8, with a plain one for what does not know that. */
function workbookResponse(bytes: Uint8Array<ArrayBuffer>, name: string): Response {
  return new Response(bytes, {
    headers: {
      "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "Content-Disposition": `attachment; filename="download.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "Cache-Control": "no-store",
    },
  });
}
