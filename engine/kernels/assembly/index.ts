// The entry points of the kernel binary. One line a topic; add yours below.
export { aspectRows } from "./aspect";
export { translateDirections } from "./direction-code";
export { biologicalStrip } from "./erosion-cover";
export { productOfSeven } from "./erosion-product";
export { erosionStrip } from "./erosion-strip";
export { fillBegin, fillContinue, fillDoneCells, fillRaisedCells } from "./fill";
export { flatsBegin, flatsContinue, flatsSearch } from "./flats";
export { flowDirectionRows } from "./flow-direction";
export { clearFlow, countInflows, flowBegin, walkFlow } from "./flow-walk";
export { hillshadeRows } from "./hillshade";
export { heapBase } from "./memory";
export { slopeDegreesOf } from "./slope-degrees";
export { slopeTangentRows } from "./slope-tangent";
