import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { ApiProblem, apiRequest } from "../api-request.ts";

export interface NamedState {
  readonly id: string;
  readonly labelZh: string;
  readonly labelEn: string;
}

export interface Deadline {
  readonly unit: "working" | "calendar" | "month";
  readonly dueOn: string | null;
  readonly daysLeft: number | null;
  readonly isOverdue: boolean;
  readonly isPaused: boolean;
  readonly isProvisional: boolean;
  readonly legalGround: string;
  readonly isUnconfirmed: boolean;
}

export interface WorkflowAction {
  readonly id: string;
  readonly kind: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly isPrimary: boolean;
  /** Empty where it may be taken. */
  readonly blockedBy: readonly { readonly code: string; readonly zh: string; readonly en: string }[];
  readonly needsOpinion: boolean;
  readonly needsPerson: boolean;
  readonly evidence: readonly {
    readonly kind: string;
    readonly labelZh: string;
    readonly labelEn: string;
    readonly atLeast?: number;
  }[];
  readonly targets: readonly { readonly state: string; readonly labelZh: string; readonly labelEn: string }[];
}

export interface TimelineEntry {
  readonly at: string;
  readonly kind: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly from: NamedState | null;
  readonly to: NamedState;
  readonly actorName: string;
  readonly opinion: string | null;
  readonly evidence: readonly { readonly attachmentId: string; readonly name: string }[];
  readonly personName: string | null;
  readonly dueOn: string | null;
}

/** The course of a record, as `GET /api/workflows/{set}/{id}` tells it. */
export interface WorkflowView {
  readonly recordSet: string;
  readonly recordId: string;
  readonly version: number;
  readonly workflow: { readonly id: string; readonly titleZh: string; readonly titleEn: string };
  readonly state: NamedState & { readonly kind: "open" | "waiting" | "closed" };
  readonly enteredAt: string;
  readonly deadline: Deadline | null;
  readonly assignee: { readonly id: string; readonly name: string } | null;
  readonly signers: readonly { readonly id: string; readonly name: string; readonly hasSigned: boolean }[];
  readonly stages: readonly {
    readonly state: string;
    readonly labelZh: string;
    readonly labelEn: string;
    readonly status: "done" | "current" | "ahead";
  }[];
  readonly timeline: readonly TimelineEntry[];
  readonly actions: readonly WorkflowAction[];
}

export function workflowAddress(set: string, id: string): string {
  return `/api/workflows/${encodeURIComponent(set)}/${encodeURIComponent(id)}`;
}

/** Null where the record has no course. */
export function useWorkflow(set: string, id: string): UseQueryResult<WorkflowView | null> {
  return useQuery({
    queryKey: ["workflow", set, id],
    queryFn: async ({ signal }) => {
      try {
        return await apiRequest<WorkflowView>(workflowAddress(set, id), { signal });
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 404) return null;
        throw error;
      }
    },
  });
}
