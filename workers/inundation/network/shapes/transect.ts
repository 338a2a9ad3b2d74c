import type { Outline } from './outline.ts'
import type { Transect } from './spec.ts'

/**
 * Outline of a surveyed cross-section: both ends are continued upwards as walls to its highest station. Its hydraulic radius is
 * the one that gives the conveyance of left bank, channel and right bank together with the channel's roughness: parts with a
 * roughness of their own flow beside each other (Chow 1959, ch. 6).
 */
export function transectOutline({ stations, banks, roughness, meander }: Transect): Outline {
  const levels = stations.map(([, level]) => level)
  const bed = Math.min(...levels)
  const full = Math.max(...levels) - bed
  const walls = [stations[0], stations.at(-1)].map((end) => [end?.[0] ?? 0, bed + full] as const)
  const line = [walls[0], ...stations, walls[1]] as readonly (readonly [number, number])[]
  const channel = roughness[1] * Math.sqrt(meander)
  const parts = [
    { from: Number.NEGATIVE_INFINITY, to: banks[0], n: roughness[0] },
    { from: banks[0], to: banks[1], n: channel },
    { from: banks[1], to: Number.POSITIVE_INFINITY, n: roughness[2] },
  ]
  const wetted = parts.map(({ from, to, n }) => ({ n, pieces: piecesBetween(line, from, to) }))
  function measures(y: number) {
    const level = bed + y
    let [area, conveyance, width] = [0, 0, 0]
    for (const { n, pieces } of wetted) {
      let [partArea, perimeter] = [0, 0]
      for (const [x1, z1, x2, z2] of pieces) {
        const [low, high] = [Math.min(z1, z2), Math.max(z1, z2)]
        if (low >= level) continue
        const share = high > level ? (level - low) / (high - low) : 1
        const across = Math.abs(x2 - x1) * share
        partArea += across * (level - (low + Math.min(high, level)) / 2)
        perimeter += share * Math.hypot(x2 - x1, z2 - z1)
        width += across
      }
      area += partArea
      if (perimeter > 0) conveyance += (partArea / n) * (partArea / perimeter) ** (2 / 3)
    }
    return { area, conveyance, width }
  }
  return {
    full,
    isOpen: true,
    width: (y) => measures(y).width,
    area: measures(full).area,
    radius: (y) => {
      const { area, conveyance } = measures(y)
      return area > 0 ? ((conveyance * channel) / area) ** 1.5 : 0
    },
  }
}

/** The pieces of a line between two stations, cut there. */
function piecesBetween(line: readonly (readonly [number, number])[], from: number, to: number) {
  const pieces: (readonly [number, number, number, number])[] = []
  for (let i = 1; i < line.length; i++) {
    const [x1, z1] = line[i - 1] as readonly [number, number]
    const [x2, z2] = line[i] as readonly [number, number]
    if (x2 <= x1) {
      // a wall belongs to the part whose water it holds: what falls to the right holds that on its right
      const isOfPart = z2 < z1 ? x1 >= from && x1 < to : x1 > from && x1 <= to
      if (isOfPart) pieces.push([x1, z1, x2, z2])
      continue
    }
    const [left, right] = [Math.max(x1, from), Math.min(x2, to)]
    if (right <= left) continue
    const at = (x: number) => z1 + ((z2 - z1) * (x - x1)) / (x2 - x1)
    pieces.push([left, at(left), right, at(right)])
  }
  return pieces
}
