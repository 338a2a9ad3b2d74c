import type { ScaleStep } from '../domain/color-scale.ts'
import { crsOf } from '../domain/geo/crs.ts'
import type { FloodGround } from '../domain/inundation/flood-ground.ts'
import { cellAt } from '../domain/inundation/grid.ts'
import type { Extremes } from '../domain/inundation/outcome.ts'
import {
  ARRIVAL_SCALE,
  DEPTH_SCALE,
  DIFFERENCE_SCALE,
  HAZARD_SCALE,
  SPEED_SCALE,
  STANDING_SCALE,
} from '../domain/inundation/scales.ts'
import { signalColors } from '../domain/signal-colors.ts'
import type { Theme } from '../domain/theme.ts'
import type { FieldStep, Line, Mark, WaterFrame, WaterGrid } from '../ports/scene.ts'
import { type Flood, leftRun, shownRun, summaryOf } from '../state/flood.ts'

/** Opacity of the shallowest and of the deepest water: streets are read through what one can still walk in. */
const [SHALLOW, DEEP] = [150, 225]
/** what a difference of nothing is as a tint, whose unit is [mm] */
const NO_DIFFERENCE = 32_768
/** units of a time's tint in a second and in a minute, and of a hazard's in 1 m²/s or a speed's in 1 m/s */
const [PER_SECOND, PER_MINUTE] = [0.1, 6]
const PER_ONE = 1000
const MOST = 65_535
/** water is drawn from this depth on [mm] */
const LEAST = (DEPTH_SCALE[0]?.from ?? 0) * 1000
/** of what is no picture of an instant */
const STILL = { time: 0, flow: null } as const
/** [px] */
const LINE_WIDTH = 3

/** The ground of a flood as engines take it; null where its plane is not known, so that nothing is drawn in a wrong place. */
export function floodGround({ columns, rows, size, west, south, bed }: FloodGround, crsName: string): WaterGrid | null {
  const crs = crsOf(crsName)
  if (!crs || crs.isGeographic) return null
  const place = (column: number, row: number) => crs.toLonLat(west + column * size, south + row * size)
  return { columns, rows, bed, place }
}

/** The water of the layer that is chosen; null when it has none yet. */
export function floodWater(flood: Flood, theme: Theme): WaterFrame | null {
  const { layer, reference } = flood
  if (layer !== 'difference') return waterOf(shownRun(flood), flood, theme)
  const own = summaryOf(flood)?.outcome.extremes
  if (!own || !reference) return null
  return { ...STILL, ...difference(own, reference.summary.outcome.extremes, theme) }
}

/** The same of the run that is left of the split; null where the picture is not split. */
export function leftWater(flood: Flood, theme: Theme): WaterFrame | null {
  const run = leftRun(flood)
  return run && waterOf(run, flood, theme)
}

function waterOf(
  { frame, summary }: Pick<ReturnType<typeof shownRun>, 'frame' | 'summary'>,
  { layer, arrivalDepth }: Pick<Flood, 'layer' | 'arrivalDepth'>,
  theme: Theme,
): WaterFrame | null {
  if (layer === 'depth') {
    if (!frame) return null
    const { time, depth, speed, bearing } = frame
    return { time, depth, flow: { speed, bearing }, tint: null, steps: stepsOf(DEPTH_SCALE, theme) }
  }
  const extremes = summary?.outcome.extremes
  if (!extremes) return null
  const depth = millimetres(extremes.depth)
  if (layer === 'maximum') return { ...STILL, depth, tint: null, steps: stepsOf(DEPTH_SCALE, theme) }
  if (layer === 'hazard' || layer === 'speed') {
    const tint = whole(extremes[layer], (value) => Math.round(value * PER_ONE))
    // a film of rain lies everywhere and is nothing to tell
    const deep = depth.map((water) => (water < LEAST ? 0 : water))
    const scale = layer === 'hazard' ? HAZARD_SCALE : SPEED_SCALE
    return { ...STILL, depth: deep, tint, steps: stepsOf(scale, theme, (from) => from * PER_ONE) }
  }
  if (layer === 'standing') {
    return {
      ...STILL,
      depth: depth.map((water, cell) => ((extremes.standing[cell] ?? 0) > 0 ? water : 0)),
      tint: whole(extremes.standing, (time) => Math.floor(time * PER_SECOND)),
      steps: stepsOf(STANDING_SCALE, theme, (from) => from * PER_MINUTE),
    }
  }
  const first = extremes.arrival[arrivalDepth]
  if (!first) return null
  return {
    ...STILL,
    depth: depth.map((water, cell) => (Number.isNaN(first[cell] ?? Number.NaN) ? 0 : Math.max(1, water))),
    tint: whole(first, (time) => Math.floor(time * PER_SECOND)),
    steps: stepsOf(ARRIVAL_SCALE, theme, (from) => from * PER_MINUTE),
  }
}

/** What the chosen places are marked with. */
export function floodMarks(flood: Flood, theme: Theme) {
  const { grid, crs: name, frame } = shownRun(flood)
  const crs = crsOf(name)
  const path = flood.places.map(({ lon, lat }) => {
    const cell = crs && cellAt(grid, ...crs.fromLonLat(lon, lat))
    const depth = (frame?.depth[cell ?? -1] ?? 0) / 1000
    return { lon, lat, height: (grid.bed[cell ?? -1] ?? 0) + depth }
  })
  const marks = path.map(
    (at, i): Mark => ({
      ...{ id: String(i), at, shape: 'circle', ring: 'none', isAlwaysVisible: true },
      // A and B are runs
      ...(path.length > 1 ? { label: String(i + 1) } : {}),
    }),
  )
  const lines: Line[] =
    path.length > 1 ? [{ id: 'section', path, color: [...signalColors[theme].select, 255], width: LINE_WIDTH }] : []
  return { marks, lines }
}

/** How the worst of two runs differs, where either has water. */
function difference(one: Extremes, other: Extremes, theme: Theme): Pick<WaterFrame, 'depth' | 'tint' | 'steps'> {
  const [a, b] = [millimetres(one.depth), millimetres(other.depth)]
  return {
    depth: a.map((depth, cell) => {
      const most = Math.max(depth, b[cell] ?? 0)
      return most < LEAST ? 0 : most
    }),
    tint: a.map((depth, cell) => Math.min(Math.max(NO_DIFFERENCE + depth - (b[cell] ?? 0), 0), MOST)),
    steps: stepsOf(DIFFERENCE_SCALE, theme, (from) => Math.max(0, NO_DIFFERENCE + 1000 * from)),
  }
}

function millimetres(depth: Float32Array): Uint16Array {
  return whole(depth, (metres) => Math.round(metres * 1000))
}

/** In whole units, MOST at most; not by `from`, which takes the page ten times as long. */
function whole(values: Float32Array, unitsOf: (value: number) => number): Uint16Array {
  return new Uint16Array(values.map((value) => Math.min(MOST, unitsOf(value))))
}

function stepsOf(scale: readonly ScaleStep[], theme: Theme, unit = (from: number) => from): readonly FieldStep[] {
  return scale.map(({ from, color }, i) => {
    const alpha = SHALLOW + ((DEEP - SHALLOW) * i) / (scale.length - 1)
    return { from: unit(from), color: [...color[theme], Math.round(alpha)] }
  })
}
