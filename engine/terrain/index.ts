export { type Gradient, hornGradient } from "./horn-gradient.ts";
export { slopeTangent, slopeTangentKernel } from "./slope-tangent.ts";
export type { TerrainShape } from "./terrain-shape.ts";
