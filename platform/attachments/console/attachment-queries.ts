import { queryOptions, type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { apiRequest } from "#platform/interface-kit";

export type ValueSource = "sensor" | "manual";

/** A file of a record, as the server tells it. */
export interface AttachmentView {
  readonly id: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly takenAt: string | null;
  readonly takenAtSource: ValueSource | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly positionAccuracyMetres: number | null;
  readonly positionSource: ValueSource | null;
  readonly azimuthDegrees: number | null;
  readonly azimuthSource: ValueSource | null;
  readonly exif: {
    readonly takenAt: string | null;
    readonly longitude: number | null;
    readonly latitude: number | null;
    readonly camera: string | null;
  } | null;
  readonly exifDistanceMetres: number | null;
  readonly uploadedByName: string;
  readonly createdAt: string;
  readonly state: "complete" | "withdrawn";
  readonly withdrawnAt: string | null;
  readonly withdrawnByName: string | null;
  readonly withdrawnReason: string | null;
}

export interface RecordKey {
  readonly recordSet: string;
  readonly recordId: string;
}

export function attachmentsQuery({ recordSet, recordId }: RecordKey) {
  const path = `/api/record-sets/${encodeURIComponent(recordSet)}/records/${encodeURIComponent(recordId)}/attachments`;
  return queryOptions({
    queryKey: ["attachments", recordSet, recordId],
    queryFn: ({ signal }) =>
      apiRequest<{ readonly attachments: readonly AttachmentView[]; readonly canAdd: boolean }>(path, { signal }),
  });
}

export function contentAddress(id: string): string {
  return `/api/attachments/${encodeURIComponent(id)}/content`;
}

export function useWithdrawal(record: RecordKey): UseMutationResult<unknown, Error, { id: string; reason: string }> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, reason }) =>
      apiRequest(`/api/attachments/${encodeURIComponent(id)}`, { method: "DELETE", body: { reason } }),
    onSettled: () => queries.invalidateQueries({ queryKey: attachmentsQuery(record).queryKey }),
  });
}
