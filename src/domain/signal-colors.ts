import type { Rgb } from './oklch.ts'
import type { Theme } from './theme.ts'

/** What is drawn around or instead of class colours, in the scene and on the page alike (src/ui/tokens.css). */
export interface SignalColors {
  /** of the scene, where nothing else is */
  readonly ground: Rgb
  /** the one colour of what is selected: no class and no grade uses it */
  readonly select: Rgb
  /** what valves shut in */
  readonly segment: Rgb
  /** beyond the segment, but without a path to a source */
  readonly cutOff: Rgb
  readonly normal: Rgb
  readonly blue: Rgb
  readonly yellow: Rgb
  readonly orange: Rgb
  readonly red: Rgb
  /** stale, offline and suspect: one grey, three shapes */
  readonly stale: Rgb
}

export const signalColors: Readonly<Record<Theme, SignalColors>> = {
  light: {
    ground: [233, 237, 239],
    select: [24, 72, 255],
    segment: [190, 18, 60],
    cutOff: [184, 110, 0],
    normal: [101, 115, 127],
    blue: [27, 111, 196],
    yellow: [161, 116, 0],
    orange: [207, 90, 0],
    red: [196, 22, 28],
    stale: [117, 129, 140],
  },
  dark: {
    ground: [16, 22, 28],
    select: [122, 152, 255],
    segment: [255, 95, 158],
    cutOff: [232, 176, 74],
    normal: [147, 163, 176],
    blue: [79, 176, 255],
    yellow: [244, 201, 59],
    orange: [255, 160, 46],
    red: [255, 82, 99],
    stale: [138, 151, 163],
  },
  wall: {
    ground: [4, 8, 12],
    select: [134, 162, 255],
    segment: [255, 95, 158],
    cutOff: [232, 176, 74],
    normal: [159, 176, 190],
    blue: [85, 182, 255],
    yellow: [255, 216, 74],
    orange: [255, 166, 56],
    red: [255, 82, 99],
    stale: [141, 155, 168],
  },
}
