import type { LonLatHeight } from '../../../src/domain/geo/coordinates.ts'
import type { AdjacencyOutcome, AdjacentRow } from '../../../src/domain/leak/adjacency.ts'
import { Refusal } from '../../refusal.ts'
import { type AdjacentPair, type AdjacentSpaces, adjacentSpaces, type GasPipes } from './adjacent-spaces.ts'
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
  }
}

/** Ranks all pairs within reach. */
export function analyse(compared: Compared, reach: number, most: number): AdjacencyOutcome {
  const found = adjacentSpaces(compared.pipes, compared.spaces, reach, most)
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
    },
    spaces: {
      ends: Float64Array.from(
        spaces.flatMap(({ at: [a, b] }) =>
          typeof a === 'number' ? [a, b as number, a, b as number] : [...a, ...(b as [number, number])],
        ),
      ),
      hasSensor: Uint8Array.from(spaces, ({ has_sensor }) => Number(has_sensor)),
      people: Float64Array.from(spaces, ({ people }) => people ?? Number.NaN),
    },
    pipe: (n) => ({ id: pipes[n]?.id ?? '', gid: 0, material: pipes[n]?.material ?? '' }),
    space: (n) => ({ id: spaces[n]?.id ?? '', gid: 0, kind: spaces[n]?.kind ?? 'other', at: null }),
  }
  return analyse(compared, reach_m, most)
}

function rowOf({ pipes, spaces, pipe, space }: Compared, pair: AdjacentPair): AdjacentRow {
  const [its, own] = [pipe(pair.pipe), space(pair.space)]
  return {
    ...{ pipe: its.id, pipeGid: its.gid, material: its.material },
    ...{ space: own.id, spaceGid: own.gid, kind: own.kind, at: own.at },
    ...{ distance: pair.distance, rank: pair.rank, isAssumed: pair.isAssumed },
    pressure_kpa: known(pipes.pressure[pair.pipe]),
    age: known(pipes.age[pair.pipe]),
    people: known(spaces.people[pair.space]),
    hasSensor: spaces.hasSensor[pair.space] === 1,
  }
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}

function twice(name: string, list: readonly { readonly id: string }[]): string[] {
  const seen = new Set<string>()
  return list.flatMap(({ id }, index) => {
    if (seen.has(id)) return [`${name}[${index}] "${id}": the id is there before, expected each once`]
    seen.add(id)
    return []
  })
}
