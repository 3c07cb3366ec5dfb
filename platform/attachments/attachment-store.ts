import { sql } from "kysely";
import type { Database, Session, Transaction } from "#platform/database";
import type { Exif } from "./content/read-exif.ts";
import type { NewUpload } from "./upload-metadata.ts";

export type AttachmentAction = "view" | "attach";

/**
 * Whether the transaction's session may see a record, or add to it. Asked of the record's own set, whose row-level security decides;
 * `attach` is false, too, where the record is closed.
 */
export type MayAccess = (
  tx: Transaction,
  recordSet: string,
  recordId: string,
  action: AttachmentAction,
) => Promise<boolean>;

export interface Attachment {
  readonly id: string;
  readonly recordSet: string;
  readonly recordId: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly takenAt: string | null;
  readonly takenAtSource: "sensor" | "manual" | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly positionAccuracyMetres: number | null;
  readonly positionSource: "sensor" | "manual" | null;
  readonly azimuthDegrees: number | null;
  readonly azimuthSource: "sensor" | "manual" | null;
  readonly exif: Omit<Exif, "tags"> | null;
  /** Between the sensor's position and the one in the picture; null where one of them is not there. */
  readonly exifDistanceMetres: number | null;
  readonly uploadedBy: string;
  readonly uploadedByName: string;
  readonly createdAt: string;
  readonly state: "complete" | "withdrawn";
  readonly withdrawnAt: string | null;
  readonly withdrawnByName: string | null;
  readonly withdrawnReason: string | null;
}

/** An upload that has not ended, as its own user's. */
export interface OpenUpload {
  readonly id: string;
  readonly recordSet: string;
  readonly recordId: string;
  readonly fileName: string;
  readonly size: number;
  readonly declaredSha256: string | null;
}

/** Names the record in the transaction, which sees its attachments from then on. False where the session may not. */
export async function openRecord(
  tx: Transaction,
  mayAccess: MayAccess,
  recordSet: string,
  recordId: string,
  action: AttachmentAction,
): Promise<boolean> {
  if (!(await mayAccess(tx, recordSet, recordId, action))) return false;
  await sql`select set_config('terrace.opened_record', ${`${recordSet}/${recordId}`}, true)`.execute(tx);
  return true;
}

/** Which record an attachment belongs to: before its transaction can name it. */
export function recordOf(
  database: Database,
  id: string,
): Promise<{ readonly recordSet: string; readonly recordId: string } | null> {
  return database.asService("attachments", async (tx) => {
    const { rows } = await sql<{ recordSet: string; recordId: string }>`
      select record_set as "recordSet", record_id as "recordId" from attachments.attachment where id = ${id}`.execute(
      tx,
    );
    return rows[0] ?? null;
  });
}

export async function listAttachments(
  tx: Transaction,
  recordSet: string,
  recordId: string,
): Promise<readonly Attachment[]> {
  const { rows } = await sql<Attachment>`${SELECT}
    where a.record_set = ${recordSet} and a.record_id = ${recordId} and a.state <> 'uploading'
    order by a.created_at, a.id`.execute(tx);
  return rows;
}

export async function readAttachment(tx: Transaction, id: string): Promise<Attachment | null> {
  const { rows } = await sql<Attachment>`${SELECT} where a.id = ${id} and a.state <> 'uploading'`.execute(tx);
  return rows[0] ?? null;
}

const SELECT = sql`
  select a.id, a.record_set as "recordSet", a.record_id as "recordId", a.file_name as "fileName", a.media_type as "mediaType", a.size,
    a.sha256, a.taken_at as "takenAt", a.taken_at_source as "takenAtSource", st_x(a.position) as longitude, st_y(a.position) as latitude,
    a.position_accuracy_m as "positionAccuracyMetres", a.position_source as "positionSource", a.azimuth_degrees as "azimuthDegrees",
    a.azimuth_source as "azimuthSource", a.uploaded_by as "uploadedBy", a.uploaded_by_name as "uploadedByName",
    a.created_at as "createdAt", a.state, a.withdrawn_at as "withdrawnAt", a.withdrawn_by_name as "withdrawnByName",
    a.withdrawn_reason as "withdrawnReason",
    case when e.id is not null then jsonb_build_object('takenAt', e.taken_at, 'longitude', e.longitude, 'latitude', e.latitude,
      'camera', e.camera) end as exif,
    st_distance(a.position::geography, st_setsrid(st_makepoint(e.longitude, e.latitude), 4490)::geography) as "exifDistanceMetres"
  from attachments.attachment a left join attachments.exif e on e.id = a.id`;

export async function insertUpload(tx: Transaction, session: Session, id: string, upload: NewUpload): Promise<void> {
  const { evidence } = upload;
  const point = evidence.position;
  await sql`
    insert into attachments.attachment (id, record_set, record_id, file_name, size, declared_sha256, taken_at, taken_at_source, position,
      position_accuracy_m, position_source, azimuth_degrees, azimuth_source, uploaded_by, uploaded_by_name, organisation_id, division_code)
    values (${id}, ${upload.recordSet}, ${upload.recordId}, ${upload.fileName}, ${upload.size}, ${upload.sha256 ?? null},
      ${evidence.takenAt?.value ?? null}, ${evidence.takenAt?.source ?? null},
      ${point === undefined ? sql`null` : sql`st_setsrid(st_makepoint(${point.longitude}, ${point.latitude}), 4490)`},
      ${point?.accuracyMetres ?? null}, ${point?.source ?? null},
      ${evidence.azimuth?.degrees ?? null}, ${evidence.azimuth?.source ?? null},
      ${session.userId}, ${session.userName}, ${session.organisationId},
      ${session.scope === "division" ? (session.divisions[0] ?? null) : null})`.execute(tx);
}

/** The upload of this user; null where it has ended, expired or is another's. */
export function readOpenUpload(database: Database, session: Session, id: string): Promise<OpenUpload | null> {
  return database.asService("attachments", async (tx) => {
    const { rows } = await sql<OpenUpload>`
      select id, record_set as "recordSet", record_id as "recordId", file_name as "fileName", size, declared_sha256 as "declaredSha256"
      from attachments.attachment
      where id = ${id} and state = 'uploading' and uploaded_by = ${session.userId}`.execute(tx);
    return rows[0] ?? null;
  });
}

/** Bytes of an upload of this user that was completed, for a client that did not hear the answer; null where there is none. */
export function completedSize(database: Database, session: Session, id: string): Promise<number | null> {
  return database.asService("attachments", async (tx) => {
    const { rows } = await sql<{ size: number }>`select size from attachments.attachment
      where id = ${id} and state <> 'uploading' and uploaded_by = ${session.userId}`.execute(tx);
    return rows[0]?.size ?? null;
  });
}

export async function markComplete(
  tx: Transaction,
  id: string,
  content: { readonly sha256: string; readonly mediaType: string; readonly exif: Exif | null },
): Promise<void> {
  const { sha256, mediaType, exif } = content;
  const { rows } = await sql`
    update attachments.attachment set state = 'complete', sha256 = ${sha256}, media_type = ${mediaType}, completed_at = now(),
      version = version + 1, updated_at = now()
    where id = ${id} and state = 'uploading' returning id`.execute(tx);
  if (rows.length === 0 || exif === null) return;
  await sql`
    insert into attachments.exif (id, taken_at, longitude, latitude, camera, tags)
    values (${id}, ${exif.takenAt}, ${exif.longitude}, ${exif.latitude}, ${exif.camera},
      ${JSON.stringify(exif.tags)}::text::jsonb)`.execute(tx);
}

/** False where it was not complete any more. */
export async function markWithdrawn(tx: Transaction, id: string, userName: string, reason: string): Promise<boolean> {
  const { rows } = await sql`
    update attachments.attachment set state = 'withdrawn', withdrawn_at = now(), withdrawn_by_name = ${userName},
      withdrawn_reason = ${reason}, version = version + 1, updated_at = now()
    where id = ${id} and state = 'complete' returning id`.execute(tx);
  return rows.length > 0;
}

export function removeUpload(database: Database, id: string): Promise<void> {
  return database.asService("attachments", async (tx) => {
    await sql`delete from attachments.attachment where id = ${id} and state = 'uploading'`.execute(tx);
  });
}
