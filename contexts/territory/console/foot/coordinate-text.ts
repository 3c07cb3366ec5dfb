import { transformer } from "#engine/projections";
import { type MapPlace, positionText } from "#platform/map-view";

export const coordinateSystems = ["degrees", "sexagesimal", "zone"] as const;

/** A place in one of the ways in which people write it. */
export function coordinateText(place: MapPlace, system: (typeof coordinateSystems)[number]): string {
  if (system === "degrees") return positionText(place.longitude, place.latitude);
  if (system === "sexagesimal") {
    return `${sexagesimal(place.longitude)}${place.longitude < 0 ? "W" : "E"}, ${sexagesimal(place.latitude)}${place.latitude < 0 ? "S" : "N"}`;
  }
  const zone = Math.round(place.longitude / 3);
  // CGCS2000 has 3° zones 25 to 45 only: China's.
  if (zone < 25 || zone > 45) return positionText(place.longitude, place.latitude);
  const crs = `EPSG:${4513 + zone - 25}`;
  const { x, y } = transformer("EPSG:4490", crs)(place.longitude, place.latitude);
  return `X ${y.toFixed(1)}, Y ${x.toFixed(1)} (${crs})`;
}

/** `121°23′28.3″`: a tenth of a second is three metres. */
function sexagesimal(degrees: number): string {
  const tenths = Math.round(Math.abs(degrees) * 36_000);
  const seconds = (tenths % 600) / 10;
  const minutes = Math.floor(tenths / 600) % 60;
  return `${Math.floor(tenths / 36_000)}°${String(minutes).padStart(2, "0")}′${seconds.toFixed(1).padStart(4, "0")}″`;
}
