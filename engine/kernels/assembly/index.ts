// The entry points of the kernel binary. One line a topic; add yours below.
export { heapBase } from "./memory";
export { slopeTangentRows } from "./slope-tangent";
