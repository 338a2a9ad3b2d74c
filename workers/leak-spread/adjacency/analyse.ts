import { horizontalClearance, verticalClearance } from '../../../src/domain/clearance/clearance-table.ts'
import type { LonLatHeight } from '../../../src/domain/geo/coordinates.ts'
import type { AdjacencyOutcome, AdjacentRow } from '../../../src/domain/leak/adjacency.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { idTwice, Refusal } from '../../refusal.ts'
import { type AdjacentPair, type AdjacentSpaces, adjacentSpaces, type GasPipes } from './adjacent-spaces.ts'
import type { Shapes } from './apart.ts'
import type { AdjacencyCase } from './case.ts'
import { materialOf } from './material.ts'

/** Pipes and spaces with what a list tells of them. */
export interface Compared {
  readonly pipes: GasPipes
  readonly spaces: AdjacentSpaces
  readonly pipe: (n: number) => { readonly id: string; readonly gid: number; readonly material: string }
  readonly space: (n: number) => {
    readonly id: string
    readonly gid: number
    readonly kind: string
    readonly at: LonLatHeight | null
    readonly isSensorInWell: boolean
  }
  /** class of GB 50289 of a pipe and of a space; null = it has none */
  readonly classes: { readonly pipe: (n: number) => string | null; readonly space: (n: number) => string | null } | null
}

/**
 * Ranks all pairs within reach.
 *
 * @param tell  hears how many pipes are compared
 */
export function analyse(
  compared: Compared,
  reach: number,
  most: number,
  tell?: (done: number, of: number) => void,
): AdjacencyOutcome {
  const found = adjacentSpaces(compared.pipes, compared.spaces, reach, most, tell)
  const row = (pair: AdjacentPair) => rowOf(compared, pair)
  return {
    ...{ reach, pairs: found.pairs.map(row), pairCount: found.pairCount, spacesInReach: found.spacesInReach },
    watched: found.watched,
    ...{ pipes: compared.pipes.pressure.length, spaces: compared.spaces.hasSensor.length },
    ...{ unwatched: found.unwatched.map(row), evidence: 'C' },
  }
}

/**
 * The pairs of a case.
 *
 * @throws  Refusal with every fault of the case
 */
export function analyseCase({ pipes, spaces, reach_m, most }: AdjacencyCase): AdjacencyOutcome {
  const faults = [...twice('pipes', pipes), ...twice('spaces', spaces)]
  if (faults.length > 0) throw new Refusal(faults)
  const compared: Compared = {
    pipes: {
      ends: Float64Array.from(pipes.flatMap(({ from, to }) => [...from, ...to])),
      pressure: Float64Array.from(pipes, ({ pressure_kpa }) => pressure_kpa ?? Number.NaN),
      age: Float64Array.from(pipes, ({ age_years }) => age_years ?? Number.NaN),
      material: Int8Array.from(pipes, ({ material }) => materialOf(material)),
      shapes: roundShapes(
        Float64Array.from(pipes.flatMap(({ depth_m }) => bothEnds(depth_m))),
        Float64Array.from(pipes, ({ diameter_m }) => (diameter_m ?? Number.NaN) / 2),
      ),
    },
    spaces: {
      ends: Float64Array.from(
        spaces.flatMap(({ at: [a, b] }) =>
          typeof a === 'number' ? [a, b as number, a, b as number] : [...a, ...(b as [number, number])],
        ),
      ),
      hasSensor: Uint8Array.from(spaces, ({ has_sensor }) => Number(has_sensor)),
      people: Float64Array.from(spaces, ({ people }) => people ?? Number.NaN),
      shapes: {
        depth: Float64Array.from(spaces.flatMap(({ depth_m }) => bothEnds(depth_m))),
        radius: Float64Array.from(spaces, ({ width_m }) => (width_m ?? Number.NaN) / 2),
        halfHeight: Float64Array.from(spaces, ({ height_m }) => (height_m ?? Number.NaN) / 2),
      },
    },
    classes: null,
    pipe: (n) => ({ id: pipes[n]?.id ?? '', gid: 0, material: pipes[n]?.material ?? '' }),
    space: (n) => ({
      id: spaces[n]?.id ?? '',
      gid: 0,
      kind: spaces[n]?.kind ?? 'other',
      at: null,
      isSensorInWell: false,
    }),
  }
  return analyse(compared, reach_m, most)
}

/** Of what is as high as it is wide. */
export function roundShapes(depth: Float64Array, radius: Float64Array): Shapes {
  return { depth, radius, halfHeight: radius }
}

function bothEnds(depth: number | readonly [number, number] | undefined): readonly [number, number] {
  if (depth === undefined) return [Number.NaN, Number.NaN]
  return typeof depth === 'number' ? [depth, depth] : depth
}

/** Where they cross in plan the vertical requirement counts, beside each other the horizontal one. */
function requiredOf({ classes }: Compared, { pipe, space, horizontal }: AdjacentPair): AdjacentRow['required'] {
  const [its, own] = [classes?.pipe(pipe) ?? null, classes?.space(space) ?? null]
  if (its === null || own === null) return null
  const isAtCrossing = horizontal === 0
  const found = (isAtCrossing ? verticalClearance : horizontalClearance)(its, own)
  return found && { ...found, clause: found.clause || null, isAtCrossing }
}

function rowOf(compared: Compared, pair: AdjacentPair): AdjacentRow {
  const { pipes, spaces } = compared
  const [its, own] = [compared.pipe(pair.pipe), compared.space(pair.space)]
  return {
    ...{ pipe: its.id, pipeGid: its.gid, material: its.material },
    ...{ space: own.id, spaceGid: own.gid, kind: own.kind, at: own.at },
    ...{ distance: pair.distance, horizontal: pair.horizontal, vertical: pair.vertical },
    ...{ required: requiredOf(compared, pair), rank: pair.rank, isAssumed: pair.isAssumed },
    pressure_kpa: known(pipes.pressure[pair.pipe]),
    age: known(pipes.age[pair.pipe]),
    people: known(spaces.people[pair.space]),
    ...{ hasSensor: spaces.hasSensor[pair.space] === 1, isSensorInWell: own.isSensorInWell },
  }
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}

function twice(name: string, list: readonly { readonly id: string }[]): Localized[] {
  const seen = new Set<string>()
  return list.flatMap(({ id }, index) => {
    if (seen.has(id)) return [idTwice(`${name}[${index}] "${id}"`)]
    seen.add(id)
    return []
  })
}
