import type { LonLatHeight } from '../../../src/domain/geo/coordinates.ts'
import type {
  LeakFigure,
  LeakOutcome,
  LeakPlace,
  LeakSeries,
  ReachedPlace,
} from '../../../src/domain/leak/leak-outcome.ts'
import type { LeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import { type HeatFrame, type HeatOutcome, WARM_LEVELS } from '../heat/run.ts'
import type { HeatOfQuestion } from './heat-of-question.ts'
import type { PipeIsolation } from './isolate-pipe.ts'
import type { LeakingPipe } from './leaking-pipe.ts'

/** A neighbour is told of from so much on [K]. */
const WARMER = 1
/** Where cables and polyethylene are in danger [°C], as `heat/run.ts` has it. */
const LIMIT = 40
const TONNE = 1000
const KILO = 1000
const HOUR = 3600
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
  ground: readonly HeatFrame[],
  at: LonLatHeight,
): LeakOutcome {
  const surfaces = run.flags.includes('water at the surface')
  return {
    ...{ kind: 'heat', evidence: run.evidence, at, members: 1 },
    lost: { value: run.lostMass / TONNE, unit: 't' },
    reached: reachedNeighbours(run),
    isolation: isolation.outcome,
    alternatives: isolation.alternatives,
    // while nothing is shut the pressure at the customers is not computed: nobody is told to lack heat yet
    short: [],
    figures: [...figuresOf(pipe, asked, isolation, run), ...reachFigures(ground)],
    series: seriesOf(ground),
    areas:
      surfaces && run.scaldArea > 0
        ? [{ name: SCALD, at, radius: roughRadius(run.scaldArea), towards: null, isRough: true }]
        : [],
    gas: null,
    plume: null,
    ...{ shortAfter: null, crossings: null, pipes: [], travel: null, surges: [], drains: [] },
    outflow: null,
  }
}

/** From when on who is shut off lacks heat, or that nobody knows who: told so that nobody takes it for nobody. */
export function interruptionTold(
  { network }: LeakingPipe,
  { outcome }: PipeIsolation,
  { closedAfter_s }: LeakScenario,
): Localized[] {
  if (network.customerId.length === 0) return [UNKNOWN_BUILDINGS]
  const { customers } = outcome.cutOff
  const unknown = customers.length - loadsOf(network, customers).length
  return [
    ...(customers.length === 0 ? [] : [interruptedFrom(closedAfter_s)]),
    ...(unknown > 0 ? [unknownLoads(unknown)] : []),
    RECORDED,
  ]
}

/** Neighbours that get warmer by the leak: those over their limit by when they are, then the warmest. */
function reachedNeighbours({ neighbours }: HeatOutcome): ReachedPlace[] {
  return neighbours
    .map(({ kind, before, most, overAt }, place) => ({ kind, before, most, overAt, place }))
    .filter(({ before, most }) => most - before >= WARMER)
    .sort((a, b) => (a.overAt ?? Infinity) - (b.overAt ?? Infinity) || b.most - a.most || a.place - b.place)
    .map(({ kind, most, overAt, place }) => ({
      ...{ place, worst: [most, most, most] as const, grade: overAt === null ? 'warmed' : 'over' },
      ...{ localGrade: null, hasSensor: false },
      arrivals: kind === 'other' ? [] : [{ level: LIMIT, p10: overAt, p50: overAt, p90: overAt, reached: null }],
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
  const sources = outcome.cutOff.nodeGids.filter((gid) => network.isSource[network.nodeGid.indexOf(gid)] === 1).length
  const { customers, people } = outcome.cutOff
  const loads = loadsOf(network, customers)
  const known = (value: number) => (network.customerId.length > 0 ? value : null)
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
    figure('其中热源', 'Sources among them', sources, '1', false),
    figure('关阀后停热建筑', 'Buildings without heat once shut', known(customers.length), '1', false),
    figure('关阀后停热人数', 'People without heat once shut', known(people), '1', false),
    figure(
      '停供的设计热负荷',
      'Heat load that is shut off, as laid out',
      loads.length > 0 || customers.length === 0 ? known(sum(loads) / KILO) : null,
      'kW',
      false,
    ),
  ]
}

/** How far the ground is filled and warmed, over time. */
function seriesOf(ground: readonly HeatFrame[]): LeakSeries[] {
  const series = (zh: string, en: string, of: (frame: HeatFrame) => number | null): LeakSeries => ({
    ...{ name: { zh, en }, unit: 'm', points: ground.map((frame) => [frame.time, of(frame)] as const) },
  })
  return [
    series('热水浸没半径', 'radius filled with hot water', ({ radius }) => radius),
    ...WARM_LEVELS.map((level, n) =>
      series(
        `地温达 ${level} ℃ 的距离`,
        `distance to which the ground is at ${level} °C`,
        ({ reach }) => reach[n] ?? null,
      ),
    ),
  ]
}

/** The farthest in time, level and square to the pipe at its depth. */
function reachFigures(ground: readonly HeatFrame[]): LeakFigure[] {
  return WARM_LEVELS.map((level, n) => ({
    name: {
      zh: `地温达 ${level} ℃ 的最远距离（管轴深度处，垂直于管道）`,
      en: `Farthest that the ground is at ${level} °C (at the depth of the pipe, square to it)`,
    },
    ...{ value: Math.max(0, ...ground.map(({ reach }) => reach[n] ?? 0)), unit: 'm', isRough: true },
  }))
}

/** What the heating of customers is laid out for, of those of whom it is known [W]. */
function loadsOf({ customerId, customerHeat }: NetworkFile, customers: readonly { readonly id: string }[]): number[] {
  return customers
    .map(({ id }) => customerHeat[customerId.indexOf(id)] ?? Number.NaN)
    .filter((load) => Number.isFinite(load))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** One digit: nobody knows it better. */
function roughRadius(area: number): number {
  return Number(Math.sqrt(area / Math.PI).toPrecision(1))
}

const SCALD: Localized = { zh: '热水漫流烫伤范围', en: 'Where hot water may scald' }
const UNKNOWN_BUILDINGS: Localized = {
  zh: '资料没有记录建筑由热力管网的哪一点供热：停热建筑与人数未知，不等于没有；请按停供范围内的检查室、换热站通知供热单位。',
  en: 'The data do not tell which building is heated by which point of the heat network: who lacks heat is unknown, which is not nobody. Tell the supplier the chambers and stations that are shut off.',
}
const RECORDED: Localized = {
  zh: '停热建筑按热用户台账所记换热站或接入点的连通关系判断，供水、回水任一侧关断即停热；台账未记者不在内。室温下降未计算，泄漏期间（关阀前）供热不足的用户未计算。',
  en: 'Who lacks heat is told by connection, from the stations or points in the records of customers: without flow or without return there is no heat. Whom no record names is not in it. How rooms cool is not computed, nor who gets too little while it leaks and nothing is shut.',
}

function interruptedFrom(closedAfter: number | null): Localized {
  const hours = closedAfter === null ? null : Number((closedAfter / HOUR).toPrecision(2))
  return hours === null
    ? {
        zh: '未设关阀时间：停热自关阀时起，至修复并重新充水为止，修复时间未知。',
        en: 'No time of closing is given: heat is off from then on until the pipe is mended and filled again, which nobody knows.',
      }
    : {
        zh: `停热自泄漏后 ${hours} 小时关阀起，至修复并重新充水为止，修复时间未知。`,
        en: `Heat is off from the closing ${hours} h after the leak began until the pipe is mended and filled again, which nobody knows.`,
      }
}

function unknownLoads(count: number): Localized {
  return {
    zh: `${count} 处停热建筑的设计热负荷未知，未计入停供热负荷。`,
    en: `Of ${count} of the buildings without heat the load is not known; it is not in the load that is shut off.`,
  }
}
