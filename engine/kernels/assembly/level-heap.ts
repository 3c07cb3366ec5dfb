// A binary min-heap of (level, cell), lowest level first, ties by lowest cell. Each entry is one u64: the level's float
// bits made monotone in the upper half, the cell in the lower, so that one integer comparison orders both.

let heap: usize = 0;
let size: u32 = 0;

export function clearHeap(storage: usize): void {
  heap = storage;
  size = 0;
}

// @ts-ignore: decorator
@inline
export function heapSize(): u32 {
  return size;
}

// @ts-ignore: decorator
@inline
function slot(i: u32): usize {
  return heap + (<usize>i << 3);
}

export function pushLevel(level: f32, cell: u32): void {
  const bits = reinterpret<u32>(level);
  const ordered = bits ^ (<u32>(<i32>bits >> 31) | 0x8000_0000);
  const entry = (<u64>ordered << 32) | <u64>cell;
  let i = size++;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    const above = load<u64>(slot(parent));
    if (above <= entry) break;
    store<u64>(slot(i), above);
    i = parent;
  }
  store<u64>(slot(i), entry);
}

/** Takes the lowest entry away and returns it; the heap must not be empty. */
export function popLowest(): u64 {
  const lowest = load<u64>(slot(0));
  const last = load<u64>(slot(--size));
  let i: u32 = 0;
  let child: u32 = 1;
  while (child < size) {
    let entry = load<u64>(slot(child));
    if (child + 1 < size) {
      const right = load<u64>(slot(child + 1));
      if (right < entry) {
        entry = right;
        child++;
      }
    }
    if (entry >= last) break;
    store<u64>(slot(i), entry);
    i = child;
    child = 2 * i + 1;
  }
  store<u64>(slot(i), last);
  return lowest;
}

// @ts-ignore: decorator
@inline
export function levelOf(entry: u64): f32 {
  const ordered = <u32>(entry >> 32);
  return reinterpret<f32>(ordered ^ (<u32>(~<i32>ordered >> 31) | 0x8000_0000));
}

// @ts-ignore: decorator
@inline
export function cellOf(entry: u64): u32 {
  return <u32>entry;
}
