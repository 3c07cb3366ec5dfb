import { TerraceError } from "#errors";

/**
 * `120.82,37.31` as longitude and latitude.
 * @throws TerraceError `arguments-invalid`
 */
export function positionOf(text: string): readonly [longitude: number, latitude: number] {
  const [longitude, latitude, ...more] = text
    .trim()
    .split(/\s*[,,\s]\s*/)
    .map(Number);
  const isPosition =
    longitude !== undefined &&
    latitude !== undefined &&
    more.length === 0 &&
    Math.abs(longitude) <= 180 &&
    Math.abs(latitude) <= 90;
  if (isPosition) return [longitude, latitude];
  throw new TerraceError({
    code: "arguments-invalid",
    userMessage: `位置应写成 经度,纬度（单位度，如 120.82,37.31），实为“${text}”。`,
    message: `A position must be LON,LAT in degrees such as 120.82,37.31, got "${text}".`,
    details: { text },
  });
}
