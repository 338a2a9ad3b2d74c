import type { z } from 'zod'
import { ASSET_STATUSES } from '../../../src/domain/asset/asset.ts'
import { type Crs, crsOf } from '../../../src/domain/geo/crs.ts'
import type { GasSourceQuestion } from '../../../src/domain/leak/gas-source.ts'
import type { CandidatePipe, LeakSourceOutcome } from '../../../src/domain/leak/leak-source.ts'
import { decodePipes, type PipeFile } from '../../../src/domain/leak/pipe-file.ts'
import { decodeSpaces, type SpaceFile } from '../../../src/domain/leak/space-file.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { decodeNetwork, type NetworkFile } from '../../../src/domain/network/network-file.ts'
import { Refusal } from '../../refusal.ts'
import { spacesOfRows } from '../question/gas-spaces.ts'
import { told } from '../question/told.ts'
import { gasLocateSchema } from './case.ts'
import { findGasSource } from './run.ts'

/** From a sensor's space: pipes within the first are candidates, spaces within the second take part [m]. */
const [PIPES_WITHIN, SPACES_WITHIN] = [200, 300]
/** Of an axis that nobody surveyed [m]. */
const USUAL_DEPTH = 1.2
const IN_USE: readonly string[] = ['in-use', 'other']
/** Readings are told by 30 s to 30 min: steps hold one of the slowest [s]. */
const STEP = 1800
/** Places of a pipe that are tried [m]: sensors tell no more. */
const SPACING = 20

type Point = readonly [x: number, y: number]

/** Where gas comes from, and what was taken to tell it. */
export interface Located {
  readonly outcome: LeakSourceOutcome
  readonly caveats: readonly Localized[]
}

/**
 * Ranks the gas pipes around the sensors of a city.
 *
 * @throws Refusal naming the sensor that stands in no space, no pipe in use nearby, or what the case refuses
 * @throws Error when the files are not of one network, or the plan's plane is none
 */
export function locateInCity(question: GasSourceQuestion): Located {
  const [network, pipes] = [decodeNetwork(question.network), decodePipes(question.pipes)]
  const spaces = decodeSpaces(question.spaces)
  const crs = crsOf(question.plan.crs)
  if (!crs) throw new Error(`locateInCity: the plane is "${question.plan.crs}", expected a known one`)
  const links = network.linkGid.length
  if (pipes.length.length !== links || pipes.discipline !== 'gas' || network.discipline !== 'gas')
    throw new Error(
      `locateInCity: ${pipes.length.length} pipes of ${pipes.discipline} for ${links} links of ${network.discipline}, expected gas`,
    )
  const sensors = sensorsOf(question, spaces)
  const centres = sensors.map(({ row }) => middleOf(spaces, row))
  const origin = centres[0] as Point
  const rows = Array.from(spaces.gid.keys()).filter((row) => isNear(centres, [middleOf(spaces, row)], SPACES_WITHIN))
  const street = spacesOfRows(question.plan, spaces, rows, origin, USUAL_DEPTH)
  const near = pipesNear(network, pipes, crs, centres, origin)
  if (near.pipes.length === 0)
    throw new Refusal([`sensor ${sensors[0]?.id}: no gas pipe in use lies within ${PIPES_WITHIN} m of it`])
  const given = gasLocateSchema.parse({
    ...{
      kind: 'gas',
      pipes: near.pipes,
      spaces: street.spaces,
      passages: street.passages,
      step_s: STEP,
      spacing_m: SPACING,
    },
    sensors: sensors.map(({ id, space, readings }) => ({ id, space, readings })),
  } satisfies z.input<typeof gasLocateSchema>)
  const found = findGasSource(given)
  const answerOf = (id: string) =>
    found.silent.includes(id) ? 'silent' : found.responding.includes(id) ? 'responding' : 'quiet'
  return {
    outcome: {
      pipes: found.pipes.map((pipe): CandidatePipe => {
        const link = network.linkId.indexOf(pipe.id)
        const [x, y] = [pipe.at[0] + origin[0], pipe.at[1] + origin[1]]
        const level = known(pipes.fromLevel[link], pipes.toLevel[link])
        const { id, probability, cumulative, rate, start, group } = pipe
        return {
          ...{ id, gid: network.linkGid[link] ?? 0, at: { ...crs.toLonLat(x, y), height: level ?? 0 } },
          ...{ probability, cumulative, rate, start, group },
        }
      }),
      ...{ half: found.half.length, ninety: found.ninety.length, groups: found.groups, biogas: found.biogas },
      sensors: sensors.map(({ id }) => ({ id, answer: answerOf(id) })),
      ...{ unreached: found.unreached.length, evidence: 'C' },
    },
    caveats: [...found.caveats, ...(near.deepened > 0 ? [told(DEPTH, near.deepened)] : []), ...street.told],
  }
}

function sensorsOf({ plan, sensors }: GasSourceQuestion, spaces: SpaceFile) {
  const faults: string[] = []
  const found = sensors.flatMap(({ id, time, value }) => {
    const space = plan.methane.find((sensor) => sensor.id === id)?.space
    const row = space === undefined ? -1 : spaces.id.indexOf(space)
    if (space === undefined || row < 0) {
      faults.push(`sensor ${id}: stands in no known space below ground`)
      return []
    }
    const readings = Array.from(time, (at, n): [number, number] => [at, value[n] as number])
    return [{ id, space, row, readings }]
  })
  if (faults.length > 0) throw new Refusal(faults)
  return found
}

/** Pipes in use of which an end or the middle lies near a sensor, in the frame of the origin; and how many got a usual depth. */
function pipesNear(network: NetworkFile, pipes: PipeFile, crs: Crs, centres: readonly Point[], origin: Point) {
  const at = (node: number | undefined): Point =>
    crs.fromLonLat(network.nodeLon[node ?? -1] as number, network.nodeLat[node ?? -1] as number)
  const found: z.input<typeof gasLocateSchema>['pipes'] = []
  let deepened = 0
  for (let link = 0; link < network.linkGid.length; link++) {
    if (pipes.isDevice[link] || !IN_USE.includes(ASSET_STATUSES[pipes.status[link] ?? 0] ?? 'other')) continue
    const [a, b] = [at(network.from[link]), at(network.to[link])]
    const between: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    if (!isNear(centres, [a, b, between], PIPES_WITHIN)) continue
    const surveyed = [
      known(pipes.fromDepth[link], pipes.toDepth[link]),
      known(pipes.toDepth[link], pipes.fromDepth[link]),
    ]
    if (surveyed.some((depth) => depth === null || depth <= 0)) deepened++
    const place = ([x, y]: Point, depth: number | null | undefined): [number, number, number] => [
      ...([x - origin[0], y - origin[1]] as const),
      depth != null && depth > 0 ? depth : USUAL_DEPTH,
    ]
    found.push({ id: network.linkId.at(link) ?? '', from: place(a, surveyed[0]), to: place(b, surveyed[1]) })
  }
  return { pipes: found, deepened }
}

function middleOf({ x, y, otherX, otherY }: SpaceFile, row: number): Point {
  return [((x[row] as number) + (otherX[row] as number)) / 2, ((y[row] as number) + (otherY[row] as number)) / 2]
}

function isNear(centres: readonly Point[], places: readonly Point[], within: number): boolean {
  return places.some(([x, y]) => centres.some(([cx, cy]) => Math.hypot(x - cx, y - cy) <= within))
}

/** The first that is known. */
function known(...values: readonly (number | undefined)[]): number | null {
  return values.find((value) => Number.isFinite(value)) ?? null
}

const DEPTH: Localized = {
  zh: `埋深未知的燃气管线按 ${USUAL_DEPTH} m`,
  en: `gas pipes of unknown depth are taken to lie ${USUAL_DEPTH} m deep`,
}
