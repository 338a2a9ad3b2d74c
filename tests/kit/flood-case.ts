import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseAsciiGrid } from '../../cli/inundation/ascii-grid.ts'
import { simulateInundation } from '../../cli/simulate-inundation.ts'
import type { Raster } from '../../workers/inundation/case/raster.ts'

/** Water at a gauge by output: times [s], depths and levels [m], velocities [m/s]. */
export interface GaugeSeries {
  readonly time: number[]
  readonly depth: number[]
  readonly level: number[]
  readonly u: number[]
  readonly v: number[]
}

/** What a run left in its folder. */
export interface FloodRun {
  readonly summary: {
    readonly steps: number
    readonly cell_steps: number
    readonly cpu_s: number
    readonly min_depth_m: number
    readonly volume: { readonly [account: string]: number; readonly error_relative: number }
  }
  readonly gauge: (id: string) => GaugeSeries
  readonly maxDepth: Raster
  /** of each grid cell [m/s], to 1e-5 */
  readonly maxSpeed: Raster
}

/**
 * Runs a case through `lifeline simulate inundation`, in this process, and reads back what it wrote.
 *
 * @param given  CASE.json; its rasters are the names of `rasters`, or paths
 * @throws Error with what the command said when it does not end with 0
 */
export async function runFlood(
  given: object,
  rasters: Readonly<Record<string, Raster>>,
  backend = 'wasm',
): Promise<FloodRun> {
  const folder = await mkdtemp(join(tmpdir(), 'flood-case-'))
  try {
    for (const [name, raster] of Object.entries(rasters)) await writeFile(join(folder, name), exactAsciiGrid(raster))
    const [path, out] = [join(folder, 'CASE.json'), join(folder, 'out')]
    await writeFile(path, JSON.stringify(given))
    const said: string[] = []
    const terminal = { isJson: false, result: () => {}, progress: () => {}, error: (text: string) => said.push(text) }
    const code = await simulateInundation.run({ values: { out, backend }, positionals: [path] }, terminal)
    if (code !== 0) throw new Error(`lifeline simulate inundation ended with ${code}: ${said.join('; ')}`)
    const text = (name: string) => readFile(join(out, name), 'utf8')
    const gauges = gaugesOf(await text('gauges.csv'))
    return {
      summary: JSON.parse(await text('summary.json')),
      gauge(id) {
        const series = gauges.get(id)
        if (!series) throw new Error(`no gauge ${id}`)
        return series
      },
      maxDepth: parseAsciiGrid('max_depth.asc', await text('max_depth.asc')),
      maxSpeed: parseAsciiGrid('max_speed.asc', await text('max_speed.asc')),
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** A raster by the middle of each cell. */
export function rasterOf(
  columns: number,
  rows: number,
  size: number,
  value: (x: number, y: number) => number,
  [west, south]: readonly [number, number] = [0, 0],
): Raster {
  const values = Float64Array.from({ length: columns * rows }, (_, cell) =>
    value(west + ((cell % columns) + 0.5) * size, south + (Math.floor(cell / columns) + 0.5) * size),
  )
  return { columns, rows, size, west, south, values }
}

/** A gauge for each cell of a row, by its number from the west. */
export function gaugesAlong({ columns, size, west }: Raster, y: number) {
  return Array.from({ length: columns }, (_, column) => ({ id: String(column), x: west + (column + 0.5) * size, y }))
}

/** Of such gauges the value at one output. */
export function profileOf(run: FloodRun, columns: number, output: number, part: 'depth' | 'u' = 'depth'): number[] {
  return Array.from({ length: columns }, (_, column) => run.gauge(String(column))[part].at(output) ?? Number.NaN)
}

/** Columns of a CSV of numbers, by name. */
export async function readColumns(path: string): Promise<(name: string) => number[]> {
  const [head = '', ...lines] = (await readFile(path, 'utf8')).trim().split(/\r?\n/)
  const names = head.split(/[,\t]/).map((name) => name.trim())
  const rows = lines.map((line) => line.split(/[,\t]/).map(Number))
  return (name) => {
    const column = names.indexOf(name)
    if (column < 0) throw new Error(`${path}: no column ${name}, there is ${names.join(', ')}`)
    return rows.map((row) => row[column] ?? Number.NaN)
  }
}

/** Value of a series at a place or an instant, linear between its points. */
export function between(at: readonly number[], values: readonly number[], x: number): number {
  const next = at.findIndex((one) => one >= x)
  if (next < 0) return values.at(-1) as number
  if (next === 0) return values[0] as number
  const [x0, x1] = [at[next - 1] as number, at[next] as number]
  const [y0, y1] = [values[next - 1] as number, values[next] as number]
  return x1 > x0 ? y0 + ((y1 - y0) * (x - x0)) / (x1 - x0) : y1
}

/** Mean of |a − b|. */
export function meanDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] as number)), 0) / a.length
}

/** ‖a − b‖ / ‖b‖ */
export function relativeDifference(a: readonly number[], b: readonly number[]): number {
  const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0)
  return Math.sqrt(squares(a.map((value, i) => value - (b[i] as number))) / squares(b))
}

function exactAsciiGrid({ columns, rows, size, west, south, values }: Raster): string {
  const lines = [`ncols ${columns}\nnrows ${rows}\nxllcorner ${west}\nyllcorner ${south}\ncellsize ${size}`]
  lines.push('NODATA_value -9999')
  for (let row = rows - 1; row >= 0; row--) {
    const cells = values.subarray(row * columns, (row + 1) * columns)
    lines.push(Array.from(cells, (value) => (Number.isNaN(value) ? '-9999' : String(value))).join(' '))
  }
  return lines.join('\n')
}

function gaugesOf(text: string): Map<string, GaugeSeries> {
  const gauges = new Map<string, GaugeSeries>()
  for (const line of text.trim().split('\n').slice(1)) {
    const [time = '', id = '', depth = '', level = '', u = '', v = ''] = line.split(',')
    const series = gauges.get(id) ?? { time: [], depth: [], level: [], u: [], v: [] }
    gauges.set(id, series)
    series.time.push(Number(time))
    series.depth.push(Number(depth))
    series.level.push(Number(level))
    series.u.push(Number(u))
    series.v.push(Number(v))
  }
  return gauges
}
