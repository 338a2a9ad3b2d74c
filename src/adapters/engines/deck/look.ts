import { signalColors } from '../../../domain/signal-colors.ts'
import type { Theme } from '../../../domain/theme.ts'
import type { Rgba } from '../../../ports/scene.ts'

/** Colours of what the map itself brings: what is between the sources, and its writing. */
export interface MapLook {
  readonly ground: string
  /** writing that belongs to the ground, and the edge that parts it from what it lies on */
  readonly ink: Rgba
  readonly halo: Rgba
  /** writing that belongs to what the reader asked for, on its own paper */
  readonly labelInk: Rgba
  readonly labelPaper: Rgba
  /** an edge of a source's surface is its colour mixed with this */
  readonly edge: Rgba
}

const NIGHT = {
  ink: [178, 189, 200, 255],
  halo: [18, 23, 29, 255],
  labelInk: [22, 33, 44, 255],
  labelPaper: [240, 244, 247, 255],
  edge: [0, 0, 0, 255],
} as const

export const LOOKS: Readonly<Record<Theme, MapLook>> = {
  light: {
    ground: groundOf('light'),
    ink: [78, 90, 102, 255],
    halo: [255, 255, 255, 255],
    labelInk: [255, 255, 255, 255],
    labelPaper: [29, 38, 47, 255],
    edge: [40, 60, 80, 255],
  },
  dark: { ...NIGHT, ground: groundOf('dark') },
  wall: { ...NIGHT, ground: groundOf('wall') },
}

export const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif'

/** A colour a little nearer to another; its own opacity. */
export function edgeOf([red, green, blue, alpha]: Rgba, edge: Rgba, share = 0.14): [number, number, number, number] {
  const mixed = (value: number, other: number) => Math.round(value + (other - value) * share)
  return [mixed(red, edge[0]), mixed(green, edge[1]), mixed(blue, edge[2]), alpha]
}

function groundOf(theme: Theme): string {
  return `rgb(${signalColors[theme].ground.join(' ')})`
}
