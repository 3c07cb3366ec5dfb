export { ASPECT_LEVEL, aspect, aspectKernel } from "./aspect.ts";
export { HILLSHADE_NO_DATA, hillshade, hillshadeKernel } from "./hillshade.ts";
export { type Gradient, hornGradient } from "./horn-gradient.ts";
export { slopeDegrees, slopeDegreesKernel } from "./slope-degrees.ts";
export { slopeTangent, slopeTangentKernel } from "./slope-tangent.ts";
export type { TerrainShape } from "./terrain-shape.ts";
