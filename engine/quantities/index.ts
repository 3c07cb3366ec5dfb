export { type SquareMetres, squareMetres } from "./area.ts";
export {
  type RainfallErosivity,
  rainfallErosivity,
  type SoilErodibility,
  soilErodibility,
} from "./rain-and-soil.ts";
export {
  type ErosionModulus,
  erosionModulus,
  type SoilLoss,
  soilLoss,
  toErosionModulus,
  toSoilLoss,
} from "./soil-loss.ts";
