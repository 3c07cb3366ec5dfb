/** `121.39120° E, 37.49810° N`: five decimals of a degree are about a metre. */
export function positionText(longitude: number, latitude: number): string {
  const east = ((((longitude + 180) % 360) + 360) % 360) - 180;
  const eastText = `${Math.abs(east).toFixed(5)}° ${east < 0 ? "W" : "E"}`;
  return `${eastText}, ${Math.abs(latitude).toFixed(5)}° ${latitude < 0 ? "S" : "N"}`;
}
