import { pickTexts } from '../../../src/domain/formats/packed-texts.ts'
import type { LonLatHeight } from '../../../src/domain/geo/coordinates.ts'
import type { LeakFigure, LeakOutcome, LeakPlace, ReachedPlace } from '../../../src/domain/leak/leak-outcome.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { HeatOutcome } from '../heat/run.ts'
import { isolateLeak } from '../water/isolate-leak.ts'
import type { HeatOfQuestion } from './heat-of-question.ts'
import type { PipeIsolation } from './isolate-pipe.ts'
import type { LeakingPipe } from './leaking-pipe.ts'
import { told } from './told.ts'

/** A neighbour is told of from so much on [K]. */
const WARMER = 1
/** Where cables and polyethylene are in danger [°C], as `heat/run.ts` has it. */
const LIMIT = 40
const TONNE = 1000
const GIGA = 1e9

/** Where a neighbour is drawn: at its depth below the ground at the leak, which is taken as level. */
export function neighbourPlaces(
  { crs }: LeakingPipe,
  { neighbours }: HeatOfQuestion,
  at: LonLatHeight,
  depth: number,
): LeakPlace[] {
  return neighbours.map(({ id, gid, kind, at: [x, y, below] }) => ({
    ...{ id, gid, kind },
    at: { ...crs.toLonLat(x, y), height: at.height + depth - below },
  }))
}

/** What a leak of heat did, as a page tells it. */
export function heatOutcome(
  pipe: LeakingPipe,
  asked: HeatOfQuestion,
  isolation: PipeIsolation,
  run: HeatOutcome,
  at: LonLatHeight,
): LeakOutcome {
  const surfaces = run.flags.includes('water at the surface')
  return {
    ...{ kind: 'heat', evidence: run.evidence, at, members: 1 },
    lost: { value: run.lostMass / TONNE, unit: 't' },
    reached: reachedNeighbours(run),
    isolation: isolation.outcome,
    alternatives: isolateLeak(pipe.network, pipe.link, pipe.network.customerNode).alternatives,
    // no survey tells which building hangs on which point of a heat network
    short: [],
    figures: figuresOf(pipe, asked, isolation, run),
    areas:
      surfaces && run.scaldArea > 0
        ? [{ name: SCALD, at, radius: roughRadius(run.scaldArea), towards: null, isRough: true }]
        : [],
    plume: null,
    outflow: null,
  }
}

/** Who lacks heat is not known, but what is shut off is: told so that nobody takes it for nobody. */
export function interruptionTold({ network }: LeakingPipe, { outcome }: PipeIsolation): Localized[] {
  const cutOff = new Set(outcome.cutOff.nodeGids)
  const stations = pickTexts(
    network.nodeId,
    (node) => network.isSource[node] === 1 && cutOff.has(network.nodeGid[node] ?? 0),
  )
  return [UNKNOWN_BUILDINGS, ...(stations.length > 0 ? [told(STATIONS, stations.length, stations)] : [STATIONS_FEED])]
}

/** Neighbours that get warmer by the leak: those over their limit by when they are, then the warmest. */
function reachedNeighbours({ neighbours }: HeatOutcome): ReachedPlace[] {
  return neighbours
    .map(({ kind, before, most, overAt }, place) => ({ kind, before, most, overAt, place }))
    .filter(({ before, most }) => most - before >= WARMER)
    .sort((a, b) => (a.overAt ?? Infinity) - (b.overAt ?? Infinity) || b.most - a.most || a.place - b.place)
    .map(({ kind, most, overAt, place }) => ({
      ...{ place, worst: [most, most, most] as const, grade: overAt === null ? 'heat.warmed' : 'heat.over' },
      ...{ localGrade: null, hasSensor: false },
      arrivals: kind === 'other' ? [] : [{ level: LIMIT, p10: overAt, p50: overAt, p90: overAt }],
    }))
}

function figuresOf(
  { network, pipes }: LeakingPipe,
  { outflow, isShut }: HeatOfQuestion,
  { outcome, emptied }: PipeIsolation,
  run: HeatOutcome,
): LeakFigure[] {
  const figure = (zh: string, en: string, value: number | null, unit: string, isRough = true): LeakFigure => ({
    ...{ name: { zh, en }, value, unit, isRough },
  })
  const held = emptied.reduce((sum, link) => {
    const volume = (Math.PI * (pipes.diameter[link] as number) ** 2 * (pipes.length[link] as number)) / 4
    return sum + (Number.isFinite(volume) ? volume : 0)
  }, 0)
  const stations = outcome.cutOff.nodeGids.filter((gid) => network.isSource[network.nodeGid.indexOf(gid)] === 1).length
  return [
    figure('出流', 'Outflow', outflow.rate, 'kg/s'),
    figure('计算压力', 'Pressure taken', outflow.pressure, 'kPa', false),
    figure('漏失总量', 'Lost in all', run.lostMass / TONNE, 't'),
    figure('随水带出热量', 'Heat that comes out', run.heat.released / GIGA, 'GJ'),
    figure('闪蒸为蒸汽', 'Turns to steam', 100 * run.flashShare, '%'),
    figure('烫伤面积', 'Area that scalds', run.scaldArea, 'm²'),
    figure('无泄漏时的热损失', 'Lost to the ground without a leak', run.steadyLoss, 'W/m'),
    figure('所连管道存水', 'Held in the pipes that hang together', outflow.content, 'm³'),
    ...(isShut
      ? [figure('关断管段存水，可能继续流出', 'Held in the pipes shut off, may still run out', held, 'm³')]
      : []),
    figure('停供范围内的管点', 'Points of the network without heat', outcome.cutOff.nodes, '1', false),
    figure('其中换热站、热源', 'Stations and sources among them', stations, '1', false),
    figure('停热建筑与人数', 'Buildings and people without heat', null, '1', false),
  ]
}

/** One digit: nobody knows it better. */
function roughRadius(area: number): number {
  return Number(Math.sqrt(area / Math.PI).toPrecision(1))
}

const SCALD: Localized = { zh: '热水漫流烫伤范围', en: 'Where hot water may scald' }
const UNKNOWN_BUILDINGS: Localized = {
  zh: '普查没有记录建筑接在热力管网的哪一点：停热建筑与人数未知，不等于没有；请按停供范围内的检查室、换热站通知供热单位。',
  en: 'No survey tells which building hangs on which point of the heat network: who lacks heat is unknown, which is not nobody. Tell the supplier the chambers and stations that are shut off.',
}
const STATIONS: Localized = {
  zh: '停供范围内有换热站或热源，其供热片区将停热',
  en: 'Stations or sources are shut off, and with them what they heat',
}
const STATIONS_FEED: Localized = {
  zh: '换热站在数据中也按供应源计：实际只受热的换热站，其一侧可能已停热而未列入停供范围。',
  en: 'Stations count as sources in the data: one that only takes heat may be without it and not be listed.',
}
