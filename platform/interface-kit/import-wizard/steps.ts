import type { ImportFinding, ImportSession } from "./import-session.ts";

/** The steps of the wizard, in their order. The first, choosing the file, is behind as soon as there is an import. */
export const importSteps = ["file", "text", "place", "fields", "check", "confirm"] as const;
export type ImportStep = (typeof importSteps)[number];

/** What stands in the way in a step, by the kinds of what was found. */
const kindsOfPlace = new Set([
  "coordinate-fields-missing",
  "crs-not-confirmed",
  "coordinate-invalid",
  "outside-region",
  "gcj02-suspected",
]);

export type StepState = "done" | "trouble" | "waiting";

/** Whether a step still wants something of the person. */
export function stateOfStep(step: ImportStep, session: ImportSession): StepState {
  const { preview, outcome, state } = session;
  if (state === "committed") return "done";
  const hasObstacle = (code: (name: string) => boolean) => preview.obstacle !== null && code(preview.obstacle.code);
  const isRefusedFor = (of: (finding: ImportFinding) => boolean) =>
    outcome?.findings.some((finding) => finding.severity === "refused" && of(finding)) === true;
  switch (step) {
    case "file":
      return "done";
    case "text":
      return hasObstacle((code) => code === "layer-not-chosen") ? "trouble" : "done";
    case "place":
      if (preview.layer === null) return "waiting";
      return hasObstacle((code) => code !== "layer-not-chosen") || isRefusedFor(({ kind }) => kindsOfPlace.has(kind))
        ? "trouble"
        : "done";
    case "fields":
      if (outcome === null) return "waiting";
      return isRefusedFor(isUnfilled(session)) ? "trouble" : "done";
    case "check":
      if (outcome === null) return "waiting";
      return outcome.refusedCount > 0 ? "trouble" : "done";
    case "confirm":
      return "waiting";
  }
}

/** A field that is wanted and takes nothing: no value of the file can be at fault, only the mapping. */
function isUnfilled({ mapping, decisions }: ImportSession): (finding: ImportFinding) => boolean {
  const empty = new Set(mapping.filter(({ sourceField }) => sourceField === null).map(({ field }) => field));
  return ({ field }) => field !== null && empty.has(field) && !decisions.constants?.[field];
}

/** Where an import is taken up again: at the first step that stands in the way, else at the first that wants an eye. */
export function firstOpenStep(session: ImportSession): ImportStep {
  if (session.state === "committed") return "confirm";
  return importSteps.find((step) => stateOfStep(step, session) === "trouble") ?? "confirm";
}

export function readStep(query: string): ImportStep | undefined {
  const asked = new URLSearchParams(query).get("step");
  return importSteps.find((step) => step === asked);
}
