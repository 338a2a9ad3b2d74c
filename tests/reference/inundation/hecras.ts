import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { caseSchema } from '../../../workers/inundation/case/case.ts'
import { prepare } from '../../../workers/inundation/prepare/prepare.ts'
import { runFlood } from '../../../workers/inundation/run.ts'
import { createVectorSolver } from '../../../workers/inundation/surface/vector.ts'
import { benchFolder } from '../bench-folder.ts'

export const hecrasFolder = join(benchFolder, 'flood/hecras-structures')

/** Stages [m] by station and row of a file of gauges, at whole intervals from 0 on; a station is "reach 500". */
export function readStages(file: string): Map<string, number[]> {
  const [heads = '', , , ...rows] = readFileSync(join(hecrasFolder, file), 'utf8').trim().split(/\r?\n/)
  const stations = heads.split(',').slice(2)
  return new Map(
    stations.map((head, column) => {
      const [reach, station] = head.trim().split(' ').slice(-2) as [string, string]
      return [`${reach} ${Number.parseFloat(station)}`, rows.map((row) => Number(row.split(',')[column + 2]))]
    }),
  )
}

/** A channel along x from station 1000 down to 0; `bed` by distance from the upper end and across [m]. */
export function aChannel(length: number, width: number, size: number, bed: (x: number, y: number) => number) {
  const [columns, rows] = [length / size, width / size]
  const values = Float64Array.from({ length: columns * rows }, (_, cell) =>
    bed(((cell % columns) + 0.5) * size, (Math.floor(cell / columns) + 0.5) * size),
  )
  return { columns, rows, size, west: 0, south: 0, values }
}

/** Runs a case in float32; levels [m] by gauge at each output, and the volume error as a share. */
export async function levelsOf(given: Record<string, unknown>) {
  const prepared = prepare(caseSchema.parse(given))
  const run = runFlood(prepared, createVectorSolver(prepared.grid, prepared.depth), () => 0)
  let step = await run.next()
  while (!step.done) step = await run.next()
  const levels = new Map<string, number[]>()
  for (const { gauge, level } of step.value.gauges) levels.set(gauge, [...(levels.get(gauge) ?? []), level])
  return { levels, error: step.value.volumes.errorShare }
}

/** Root of the mean square of the differences [m]. */
export function rootMeanSquare(ours: readonly number[], theirs: readonly number[]): number {
  return Math.sqrt(ours.reduce((sum, value, n) => sum + (value - (theirs[n] as number)) ** 2, 0) / ours.length)
}
