import { type SurveyLayerId, surveyLayerIds } from "#contexts/erosion-assessment/model";

export interface AddressPlace {
  readonly longitude: number;
  readonly latitude: number;
}

export interface AddressView extends AddressPlace {
  readonly zoom: number;
}

/** What the address of the survey screen says; whatever is missing or malformed is undefined. */
export interface SurveyAddress {
  readonly run: string | undefined;
  readonly layer: SurveyLayerId | undefined;
  /** The run that is compared with `run`. */
  readonly compare: string | undefined;
  /** The place whose cell is explained. */
  readonly at: AddressPlace | undefined;
  readonly view: AddressView | undefined;
}

export function readSurveyAddress(query: string): SurveyAddress {
  const parameters = new URLSearchParams(query);
  const layer = parameters.get("layer");
  const at = numbers(parameters.get("at"), 2);
  const view = numbers(parameters.get("view"), 3);
  return {
    run: parameters.get("run") || undefined,
    layer: surveyLayerIds.find((id) => id === layer),
    compare: parameters.get("compare") || undefined,
    at: at && isPlace(at) ? { longitude: at[0] ?? 0, latitude: at[1] ?? 0 } : undefined,
    view:
      view && isPlace(view) && (view[2] ?? -1) >= 0 && (view[2] ?? 99) <= 22
        ? { longitude: view[0] ?? 0, latitude: view[1] ?? 0, zoom: view[2] ?? 0 }
        : undefined,
  };
}

/** Six decimals of a degree are a decimetre: finer than any cell. */
export function placeParameter(place: AddressPlace): string {
  return `${place.longitude.toFixed(6)},${place.latitude.toFixed(6)}`;
}

export function viewParameter(view: AddressView): string {
  return `${view.longitude.toFixed(5)},${view.latitude.toFixed(5)},${view.zoom.toFixed(2)}`;
}

function numbers(text: string | null, count: number): number[] | undefined {
  const parts = text?.split(",") ?? [];
  if (parts.length !== count || parts.some((part) => part.trim() === "")) return undefined;
  const values = parts.map(Number);
  return values.every(Number.isFinite) ? values : undefined;
}

function isPlace([longitude = Number.NaN, latitude = Number.NaN]: readonly number[]): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}
