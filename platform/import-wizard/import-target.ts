import type { Geometry } from "geojson";
import type { Session, Transaction } from "#platform/database";
import type { GeometryKind } from "#platform/geodata-import";
import type { ImportTargetField, ImportTargetView } from "./http-contract.ts";

export interface TargetChoice {
  readonly value: string;
  readonly labelZh: string;
  readonly labelEn: string;
}

/** A field that an import fills; the fields of a record set are that. */
export interface TargetField {
  readonly name: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly kind: ImportTargetField["kind"];
  readonly unit?: string;
  readonly choices?: readonly TargetChoice[];
  readonly isRequired?: boolean;
  /** Other names that senders give it, for the proposal of the mapping. */
  readonly aliases?: readonly string[];
}

/** The part of a target that can be sent to a worker thread. */
export interface TargetShape {
  readonly id: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly geometry: GeometryKind | null;
  readonly fields: readonly TargetField[];
  /** Field whose value names a record; repeated values are refused. */
  readonly codeField: string | null;
  readonly divisionField: string | null;
}

export type ImportValue = string | number | boolean | null;

/** One row as it is to be written. */
export interface ImportRow {
  /** Number of the feature or row of data in the file, from 1. */
  readonly row: number;
  readonly line: number | null;
  readonly values: Readonly<Record<string, ImportValue>>;
  /** On CGCS2000, valid, two-dimensional, of the target's kind. */
  readonly geometry: Geometry | null;
  readonly computedAreaSquareMetres: number | null;
}

/** A row of the file that meets a record that is there. */
export interface ExistingMatch {
  readonly row: number;
  /** What the record is called, for the sentence. */
  readonly title: string;
  /** `code` and `geometry` are the same record once more; `overlap` shares ground. */
  readonly by: "code" | "geometry" | "overlap";
  readonly overlapSquareMetres: number | null;
  readonly place: readonly [longitude: number, latitude: number] | null;
}

/** What an import writes into. Everything runs in the importer's own transaction, under the database's row-level security. */
export interface ImportTarget extends TargetShape {
  /** Who may import; the database's policies still decide about each row. */
  readonly permission: string;
  /** Which records there are the same, or on the same ground. */
  findExisting(transaction: Transaction, rows: readonly ImportRow[]): Promise<readonly ExistingMatch[]>;
  /** Writes all rows or throws. */
  insertRows(transaction: Transaction, rows: readonly ImportRow[], session: Session): Promise<void>;
}

export function shapeOf(target: ImportTarget, fields: readonly TargetField[]): TargetShape {
  const { id, titleZh, titleEn, geometry, codeField, divisionField } = target;
  return { id, titleZh, titleEn, geometry, codeField, divisionField, fields: fields.map(plainField) };
}

function plainField(field: TargetField): TargetField {
  const { name, labelZh, labelEn, kind, unit, choices, isRequired, aliases } = field;
  return {
    name,
    labelZh,
    labelEn,
    kind,
    ...(unit === undefined ? {} : { unit }),
    ...(choices === undefined ? {} : { choices }),
    ...(isRequired === undefined ? {} : { isRequired }),
    ...(aliases === undefined ? {} : { aliases }),
  };
}

export function viewOfTarget(shape: TargetShape): ImportTargetView {
  return {
    id: shape.id,
    titleZh: shape.titleZh,
    titleEn: shape.titleEn,
    geometry: shape.geometry,
    fields: shape.fields.map(({ name, labelZh, labelEn, kind, unit, choices, isRequired }) => ({
      name,
      labelZh,
      labelEn,
      kind,
      unit: unit ?? null,
      choices: (choices ?? []).map((choice) => ({ ...choice })),
      isRequired: isRequired ?? false,
    })),
  };
}
