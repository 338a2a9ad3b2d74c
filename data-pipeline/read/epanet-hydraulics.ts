import type { InpRow, InpSections } from '../../src/domain/formats/inp-sections.ts'
import type { Hydraulics, HydraulicsMeta } from '../../src/domain/leak/hydraulics-file.ts'
import { controlOf } from './epanet-controls.ts'
import { applyStatus, readPipes, readPumps, readValves, settingUnit } from './epanet-links.ts'
import { dayTime, timeOf } from './epanet-options.ts'
import {
  curveOf,
  type Given,
  type HydraulicsFault,
  headlossOf,
  type Nodes,
  type Patterns,
  patternOf,
  Reading,
} from './epanet-reading.ts'
import type { EpanetUnits } from './epanet-units.ts'

/** More than a viscosity in m²/s or ft²/s can be: it is against that of water. */
const LARGEST_VISCOSITY = 1e-3
/** of water, as EPANET has it [ft²/s] */
const WATER_VISCOSITY = 1.1e-5
const FOOT = 0.3048
const STEP = 3600

/** A model by the keys of its nodes and links, before they have numbers. */
export interface KeyedHydraulics {
  /** places in it are numbers of `nodeKey`; `node`, `pipe` and `link` are all UNSURVEYED */
  readonly model: Hydraulics
  readonly nodeKey: readonly string[]
  readonly pipeKey: readonly string[]
  readonly pumpKey: readonly string[]
  readonly valveKey: readonly string[]
  /** of [RULES], which are not taken */
  readonly rules: number
}

/**
 * Reads the hydraulic model of an EPANET file, in SI: demands and patterns, tanks, reservoirs, pumps with their curves, valves and
 * their settings, controls, options and times. Rules, the leakage of pipes and water quality are not taken.
 *
 * @param source  name of the file
 * @returns  faults alone when a row cannot be used: half of a model is none
 * @source  EPANET 2.2 user manual, appendix C.2; OWA EPANET 2.3.5, src/input2.c, src/input3.c
 */
export function readHydraulics(
  source: string,
  sections: InpSections,
): { readonly keyed: KeyedHydraulics | null; readonly faults: readonly HydraulicsFault[] } {
  const reading = new Reading(sections)
  const { units } = reading
  if (!units) return { keyed: null, faults: reading.faults }
  const nodes = readNodes(reading, units)
  const patterns = readPatterns(reading)
  const curves = readCurves(reading)
  const given = { reading, units, nodes, patterns, curves }
  const reservoirs = readReservoirs(given)
  const tanks = readTanks(given)
  const demands = readDemands(given)
  const pipes = readPipes(given)
  const pumps = readPumps(given)
  const valves = readValves(given)
  const links = { pipe: pipes.key, pump: pumps.map(({ key }) => key), valve: valves.map(({ key }) => key) }
  const placeOf = new Map(
    (['pipe', 'pump', 'valve'] as const).flatMap((of) => links[of].map((key, at) => [key, { of, at }] as const)),
  )
  const isTank = new Set(tanks.map(({ at }) => at))
  const isFixed = new Set([...isTank, ...reservoirs.map(({ at }) => at)])
  const controls = reading.rows('CONT').map((row) => {
    const link = placeOf.get(row.words[1] ?? '')
    const type = link?.of === 'valve' ? (valves[link.at]?.type ?? null) : null
    const setting = type === null ? 1 : settingUnit(type, units)
    const level = (node: number) => (isFixed.has(node) ? units.length : units.pressure)
    const control = link && controlOf(row.words, link, (id) => nodes.place.get(id), { setting, level })
    return (
      control ??
      reading.fault(row, row.words.join(' '), 'LINK id status IF NODE id ABOVE value | AT TIME | AT CLOCKTIME')
    )
  })
  applyStatus(given, placeOf, pipes, pumps, valves)
  const without = <Row extends { key: string }>(rows: readonly Row[]) => rows.map(({ key: _, ...row }) => row)
  const meta: HydraulicsMeta = {
    ...{ source, ...optionsOf(reading, patterns), ...timesOf(reading), patterns: patterns.factors },
    ...{ reservoirs, tanks, pumps: without(pumps), valves: without(valves) },
    controls: controls.filter((control) => control !== null),
  }
  const { key: pipeKey, ...columns } = pipes
  const model: Hydraulics = {
    ...meta,
    node: nodes.key.map(() => -1),
    level: nodes.level,
    emitter: emittersOf(given, meta.emitterExponent),
    ...demands,
    pipe: pipeKey.map(() => -1),
    ...columns,
  }
  if (reading.faults.length > 0) return { keyed: null, faults: reading.faults }
  const rules = reading.rows('RULE').filter(({ words }) => words[0]?.toUpperCase() === 'RULE').length
  return {
    keyed: { model, nodeKey: nodes.key, pipeKey, pumpKey: links.pump, valveKey: links.valve, rules },
    faults: [],
  }
}

function readNodes(reading: Reading, units: EpanetUnits): Nodes {
  const place = new Map<string, number>()
  const [key, level]: [string[], number[]] = [[], []]
  const add = (row: InpRow) => {
    const id = row.words[0] ?? ''
    if (place.has(id)) reading.fault(row, id, 'a node id that is not used before')
    place.set(id, key.length)
    key.push(id)
    level.push(reading.number(row, 1, 0) * units.length)
  }
  for (const row of reading.rows('JUNC')) add(row)
  // of files before version 2: a tank without depths keeps its level
  const isTank = ({ words }: InpRow) => words.length > 3
  const reservoirs = [...reading.rows('RESE'), ...reading.rows('TANK').filter((row) => !isTank(row))]
  const tanks = reading.rows('TANK').filter(isTank)
  for (const row of [...reservoirs, ...tanks]) add(row)
  return { key, level, place, reservoirs, tanks }
}

function readPatterns(reading: Reading): Patterns {
  const place = new Map<string, number>()
  const factors: number[][] = []
  for (const row of reading.rows('PATT')) {
    const id = row.words[0] ?? ''
    if (!place.has(id)) place.set(id, factors.push([]) - 1)
    for (let word = 1; word < row.words.length; word++) factors[place.get(id) ?? 0]?.push(reading.number(row, word))
  }
  return { place, factors }
}

function readCurves(reading: Reading): Map<string, [number, number][]> {
  const curves = new Map<string, [number, number][]>()
  for (const row of reading.rows('CURV')) {
    const points = curves.get(row.words[0] ?? '') ?? []
    for (let word = 1; word + 1 < row.words.length; word += 2)
      points.push([reading.number(row, word), reading.number(row, word + 1)])
    curves.set(row.words[0] ?? '', points)
  }
  return curves
}

function readReservoirs(given: Given): HydraulicsMeta['reservoirs'] {
  const { nodes } = given
  return nodes.reservoirs.map((row) => ({
    at: nodes.place.get(row.words[0] ?? '') ?? 0,
    pattern: patternOf(given, row, row.words[2]),
  }))
}

function readTanks(given: Given): HydraulicsMeta['tanks'] {
  const { reading, units, nodes } = given
  return nodes.tanks.map((row) => {
    const metres = (index: number) => reading.number(row, index, 0) * units.length
    const curve = row.words[7]
    const hasCurve = curve !== undefined && curve !== '*' && curve !== ''
    return {
      at: nodes.place.get(row.words[0] ?? '') ?? 0,
      ...{ initial: metres(2), least: metres(3), most: metres(4), diameter: metres(5) },
      leastVolume: reading.number(row, 6, 0) * units.length ** 3,
      volumes: hasCurve ? curveOf(given, row, curve, units.length, units.length ** 3) : null,
      canOverflow: row.words[8]?.toUpperCase() === 'YES',
    }
  })
}

/** [DEMANDS] replaces the demand of [JUNCTIONS] for the junctions it names. */
function readDemands(given: Given) {
  const { reading, units, nodes } = given
  const factor = Number(reading.option('DEMAND', 'MULTIPLIER')?.[0] ?? 1)
  const usual = defaultPattern(given.patterns.place, reading)
  const rows = new Map<number, { base: number; pattern: number }[]>()
  const add = (row: InpRow, at: number, base: number, pattern: string | undefined) => {
    const own = { base: base * units.flow * factor, pattern: patternOf(given, row, pattern) ?? usual ?? -1 }
    rows.set(at, [...(rows.get(at) ?? []), own])
  }
  for (const row of reading.rows('JUNC'))
    add(row, nodes.place.get(row.words[0] ?? '') ?? 0, reading.number(row, 2, 0), row.words[3])
  const named = new Set<number>()
  for (const row of reading.rows('DEMA')) {
    const at = nodes.place.get(row.words[0] ?? '')
    if (at === undefined) {
      reading.fault(row, row.words[0] ?? '', 'a node of [JUNCTIONS]')
      continue
    }
    if (!named.has(at)) rows.delete(at)
    named.add(at)
    add(row, at, reading.number(row, 1), row.words[2])
  }
  const all = [...rows]
    .flatMap(([at, own]) => own.map((demand) => ({ at, ...demand })))
    .filter(({ base }) => base !== 0)
  return {
    demandAt: all.map(({ at }) => at),
    demandBase: all.map(({ base }) => base),
    demandPattern: all.map(({ pattern }) => pattern),
  }
}

/** That of OPTIONS, else the one called 1. */
function defaultPattern(place: ReadonlyMap<string, number>, reading: Reading): number | null {
  return place.get(reading.option('PATTERN')?.[0] ?? '1') ?? null
}

function emittersOf({ reading, units, nodes }: Given, exponent: number): number[] {
  const emitters = nodes.key.map(() => 0)
  for (const row of reading.rows('EMIT')) {
    const at = nodes.place.get(row.words[0] ?? '')
    if (at === undefined) reading.fault(row, row.words[0] ?? '', 'a node of [JUNCTIONS]')
    else emitters[at] = (reading.number(row, 1) * units.flow) / units.emitterPressure ** exponent
  }
  return emitters
}

function optionsOf(reading: Reading, patterns: Patterns) {
  const viscosity = Number(reading.option('VISCOSITY')?.[0] ?? 1)
  const length = reading.units?.length ?? 1
  return {
    headloss: headlossOf(reading),
    viscosity: viscosity > LARGEST_VISCOSITY ? viscosity : (viscosity * (length / FOOT) ** 2) / WATER_VISCOSITY,
    emitterExponent: Number(reading.option('EMITTER', 'EXPONENT')?.[0] ?? 0.5),
    defaultPattern: defaultPattern(patterns.place, reading),
  }
}

/** EPANET solves at least as often as it reports and as demands change. */
function timesOf(reading: Reading) {
  const patternStep = timeOf(reading.time('PATTERN', 'TIMESTEP')) || STEP
  const steps = [
    timeOf(reading.time('HYDRAULIC', 'TIMESTEP')) || STEP,
    timeOf(reading.time('REPORT', 'TIMESTEP')) || STEP,
  ]
  return {
    ...{ step: Math.min(...steps, patternStep), patternStep },
    patternStart: timeOf(reading.time('PATTERN', 'START')),
    clock: dayTime(reading.time('START', 'CLOCKTIME')),
  }
}
