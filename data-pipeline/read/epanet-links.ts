import type { InpRow } from '../../src/domain/formats/inp-sections.ts'
import { PIPE_STATUS } from '../../src/domain/leak/hydraulics-file.ts'
import { curveOf, type Given, headlossOf, patternOf } from './epanet-reading.ts'
import type { EpanetUnits } from './epanet-units.ts'

const VALVE_TYPES = ['PRV', 'PSV', 'PBV', 'FCV', 'TCV', 'GPV'] as const

function endsOf({ reading, nodes }: Given, row: InpRow): readonly [from: number, to: number] {
  const [from, to] = [row.words[1] ?? '', row.words[2] ?? ''].map(
    (id) => nodes.place.get(id) ?? reading.fault(row, id, 'a node of the file') ?? 0,
  )
  return [from ?? 0, to ?? 0]
}

/** Pipes, column by column as in the model. */
export function readPipes(given: Given) {
  const { reading, units } = given
  const isRough = headlossOf(reading) === 'D-W'
  const pipes = reading.rows('PIPE').map((row) => {
    const [from, to] = endsOf(given, row)
    const words = row.words.slice(6).map((word) => word.toUpperCase())
    const loss = words.find((word) => Number.isFinite(Number(word)))
    return {
      ...{ key: row.words[0] ?? '', from, to, length: reading.number(row, 3) * units.length },
      diameter: reading.number(row, 4) * units.diameter,
      roughness: reading.number(row, 5) * (isRough ? units.roughness : 1),
      minorLoss: Number(loss ?? 0),
      status: words.includes('CV')
        ? PIPE_STATUS.checkValve
        : words.includes('CLOSED')
          ? PIPE_STATUS.closed
          : PIPE_STATUS.open,
    }
  })
  return {
    key: pipes.map(({ key }) => key),
    pipeFrom: pipes.map(({ from }) => from),
    pipeTo: pipes.map(({ to }) => to),
    pipeLength: pipes.map(({ length }) => length),
    pipeDiameter: pipes.map(({ diameter }) => diameter),
    roughness: pipes.map(({ roughness }) => roughness),
    minorLoss: pipes.map(({ minorLoss }) => minorLoss),
    pipeStatus: pipes.map(({ status }): number => status),
  }
}

/** Pumps with heads by flow, or a power. */
export function readPumps(given: Given) {
  const { reading, units } = given
  return reading.rows('PUMP').map((row) => {
    const [from, to] = endsOf(given, row)
    const word = (name: string) => row.words[row.words.findIndex((each, n) => n > 2 && each.toUpperCase() === name) + 1]
    const has = (name: string) => row.words.some((each, n) => n > 2 && each.toUpperCase() === name)
    const heads = has('HEAD') ? curveOf(given, row, word('HEAD') ?? '', units.flow, units.length) : null
    const power = has('POWER') ? Number(word('POWER')) * units.power : null
    if (heads === null && !(Number(power) > 0))
      reading.fault(row, row.words.slice(3).join(' '), 'HEAD curve | POWER value')
    return {
      ...{ key: row.words[0] ?? '', link: -1, from, to, heads, power },
      speed: has('SPEED') ? Number(word('SPEED')) : 1,
      pattern: has('PATTERN') ? patternOf(given, row, word('PATTERN')) : null,
      isClosed: false,
    }
  })
}

/** Valves and their settings. */
export function readValves(given: Given) {
  const { reading, units } = given
  return reading.rows('VALV').map((row) => {
    const [from, to] = endsOf(given, row)
    const name = row.words[4]?.toUpperCase() ?? ''
    const type = VALVE_TYPES.find((each) => each === name)
    if (!type) reading.fault(row, name, VALVE_TYPES.join(' '))
    const isGeneral = type === 'GPV'
    return {
      ...{ key: row.words[0] ?? '', link: -1, from, to, type: type ?? 'TCV' },
      diameter: reading.number(row, 3) * units.diameter,
      setting: isGeneral ? 0 : reading.number(row, 5, 0) * settingUnit(type ?? 'TCV', units),
      losses: isGeneral ? curveOf(given, row, row.words[5] ?? '', units.flow, units.length) : null,
      minorLoss: reading.number(row, 6, 0),
      status: null as 'open' | 'closed' | null,
    }
  })
}

/** What a setting of a type of valve is in SI. */
export function settingUnit(type: (typeof VALVE_TYPES)[number], { pressure, flow }: EpanetUnits): number {
  if (type === 'FCV') return flow
  return type === 'TCV' || type === 'GPV' ? 1 : pressure
}

/** [STATUS]: open, closed, or a speed or setting. */
export function applyStatus(
  { reading, units }: Given,
  placeOf: ReadonlyMap<string, { readonly of: 'pipe' | 'pump' | 'valve'; readonly at: number }>,
  pipes: ReturnType<typeof readPipes>,
  pumps: ReturnType<typeof readPumps>,
  valves: ReturnType<typeof readValves>,
): void {
  for (const row of reading.rows('STAT')) {
    const [id = '', word = ''] = row.words
    const link = placeOf.get(id)
    const status = word.toUpperCase()
    const isWord = status === 'OPEN' || status === 'CLOSED'
    if (!link || !(isWord || (link.of !== 'pipe' && Number.isFinite(Number(word))))) {
      reading.fault(row, row.words.join(' '), 'a link with OPEN, CLOSED or a setting')
      continue
    }
    const [pump, valve] = [pumps[link.at], valves[link.at]]
    if (link.of === 'pipe') pipes.pipeStatus[link.at] = status === 'CLOSED' ? PIPE_STATUS.closed : PIPE_STATUS.open
    else if (link.of === 'pump' && pump) {
      pump.isClosed = status === 'CLOSED' || Number(word) === 0
      if (!isWord && Number(word) > 0) pump.speed = Number(word)
    } else if (valve) {
      if (isWord) valve.status = status === 'CLOSED' ? 'closed' : 'open'
      else valve.setting = Number(word) * settingUnit(valve.type, units)
    }
  }
}
