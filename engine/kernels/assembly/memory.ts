/** First byte after the binary's own static data: the session's arena begins there. */
export function heapBase(): usize {
  return __heap_base;
}
