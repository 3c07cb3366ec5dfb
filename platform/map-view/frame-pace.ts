/** Frames further apart than this are seen one by one: 25 a second. */
const slowFrameMs = 40;
/** A single slow frame is a new row of tiles or another program's work. */
const slowFramesInARow = 3;

/** Whether a machine draws the moving map too slowly to look smooth; once it does, it is taken to do so always. */
export interface FramePace {
  /** Told at each frame of a movement, with the time in milliseconds. */
  frame(time: number): void;
  /** The movement ends: the pause until the next one is no slow frame. */
  rest(): void;
  readonly isSlow: boolean;
}

export function createFramePace(): FramePace {
  let last: number | undefined;
  let slowFrames = 0;
  let isSlow = false;
  return {
    frame(time) {
      if (last !== undefined) slowFrames = time - last > slowFrameMs ? slowFrames + 1 : 0;
      last = time;
      if (slowFrames >= slowFramesInARow) isSlow = true;
    },
    rest() {
      last = undefined;
      slowFrames = 0;
    },
    get isSlow() {
      return isSlow;
    },
  };
}
