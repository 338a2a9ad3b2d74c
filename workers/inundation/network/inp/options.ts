import { dateOf, readRow, secondsOf } from './row-reader.ts'
import type { InpFile } from './sections.ts'

const FOOT = 0.3048

/** Factors from the units of a file to SI: multiply what the file says. */
export interface Units {
  readonly isSi: boolean
  /** → m */
  readonly length: number
  /** → m³/s */
  readonly flow: number
  /** inches or millimetres → m */
  readonly rain: number
  /** inches or millimetres in an hour → m/s */
  readonly rainRate: number
  /** acres or hectares → m² */
  readonly land: number
}

export interface InpOptions {
  readonly units: Units
  /** s since 1970 as if UTC */
  readonly start: number
  /** of the simulation [s] */
  readonly duration: number
  /** first report, since the start [s] */
  readonly reportStart: number
  readonly reportStep: number
  readonly wetStep: number
  readonly dryStep: number
  readonly routingStep: number
  readonly dryDays: number
  readonly infiltration: (typeof INFILTRATIONS)[number]
  readonly offsets: 'DEPTH' | 'ELEVATION'
  readonly allowsPonding: boolean
  readonly inertialDamping: 'NONE' | 'PARTIAL' | 'FULL'
  readonly normalFlowLimited: 'SLOPE' | 'FROUDE' | 'BOTH' | 'NEITHER'
  readonly forceMain: 'H-W' | 'D-W'
  /** [m/m] */
  readonly minimumSlope: number
  /** of a node [m²] */
  readonly minimumArea: number
  /** rules are asked so often [s]; 0 = every step */
  readonly ruleStep: number
  readonly ignoresRainfall: boolean
}

const INFILTRATIONS = ['HORTON', 'MODIFIED_HORTON', 'GREEN_AMPT', 'MODIFIED_GREEN_AMPT', 'CURVE_NUMBER'] as const
/** one of each in m³/s */
const FLOWS: Readonly<Record<string, number>> = {
  CFS: FOOT ** 3,
  GPM: 6.30901964e-5,
  MGD: 0.0438126364,
  CMS: 1,
  LPS: 1e-3,
  MLD: 1000 / 86400,
}
/** Options that say nothing to this solver: water quality, its own steps and trials, what is printed, what is left out. */
const WITHOUT_EFFECT = [
  'FLOW_ROUTING',
  'SURCHARGE_METHOD',
  'VARIABLE_STEP',
  'LENGTHENING_STEP',
  'MAX_TRIALS',
  'HEAD_TOLERANCE',
  'SYS_FLOW_TOL',
  'LAT_FLOW_TOL',
  'MINIMUM_STEP',
  'THREADS',
  'SKIP_STEADY_STATE',
  'COMPATIBILITY',
  'SWEEP_START',
  'SWEEP_END',
  'TEMPDIR',
  'IGNORE_ROUTING',
  'IGNORE_SNOWMELT',
  'IGNORE_GROUNDWATER',
  'IGNORE_RDII',
  'IGNORE_QUALITY',
]
/**
 * A manhole of 4 feet [m²]: SWMM takes it when MIN_SURFAREA is 0. More is not taken: in SWMM that area only steadies the levels and
 * holds no water above a full pipe, here it would. 12.566 m², that number left in a file in metres, hid half the surcharge of user1.
 */
const MANHOLE = 12.566 * FOOT ** 2

/** Reads [OPTIONS]; an option that SWMM does not know is a fault. */
export function readOptions(file: InpFile): InpOptions {
  const given = new Map<string, { text: string; fault: (expected: string) => void }>()
  for (const row of file.rows('OPTIONS')) {
    const reader = readRow(file, row)
    const name = reader.word(0).toUpperCase()
    given.set(name, { text: reader.word(1), fault: (expected) => reader.fault(`${name} ${reader.word(1)}`, expected) })
  }
  const asked = new Set(WITHOUT_EFFECT)
  function option<Value>(
    name: string,
    otherwise: Value,
    read: (text: string) => Value | null,
    expected: string,
  ): Value {
    asked.add(name)
    const entry = given.get(name)
    if (!entry || entry.text === '') return otherwise
    const value = read(entry.text)
    if (value === null) entry.fault(expected)
    return value ?? otherwise
  }
  const choice = <Choice extends string>(name: string, choices: readonly Choice[], otherwise: Choice) =>
    option<Choice>(
      name,
      otherwise,
      (text) => choices.find((one) => one === text.toUpperCase()) ?? null,
      choices.join(', '),
    )
  const number = (name: string, otherwise: number) =>
    option(name, otherwise, (text) => (Number(text) >= 0 ? Number(text) : null), 'a number ≥ 0')
  const date = (name: string, otherwise: number) =>
    option(name, otherwise, (text) => orNull(dateOf(text)), 'a date as MM/DD/YYYY')
  const time = (name: string, otherwise: number) =>
    option(name, otherwise, (text) => orNull(secondsOf(text)), 'a time as H:MM:SS')
  // a step without colons is in seconds
  const step = (name: string, otherwise: number) =>
    option(
      name,
      otherwise,
      (text) => orNull(text.includes(':') ? secondsOf(text) : Number(text)),
      'seconds, or H:MM:SS',
    )

  const flowUnits = choice('FLOW_UNITS', ['CFS', 'GPM', 'MGD', 'CMS', 'LPS', 'MLD'], 'CFS')
  const units = unitsOf(flowUnits)
  const start = date('START_DATE', dateOf('01/01/2004')) + time('START_TIME', 0)
  const end = date('END_DATE', start - (start % 86400)) + time('END_TIME', 0)
  const reportStart = date('REPORT_START_DATE', start - (start % 86400)) + time('REPORT_START_TIME', start % 86400)
  if (end <= start) given.get('END_TIME')?.fault('an end after the start')
  const minimumArea = number('MIN_SURFAREA', 0)
  const options: InpOptions = {
    units,
    start,
    duration: end - start,
    reportStart: Math.max(0, reportStart - start),
    reportStep: step('REPORT_STEP', 900),
    wetStep: step('WET_STEP', 300),
    dryStep: step('DRY_STEP', 3600),
    routingStep: step('ROUTING_STEP', 20),
    dryDays: number('DRY_DAYS', 0),
    infiltration: choice('INFILTRATION', INFILTRATIONS, 'HORTON'),
    offsets: choice('LINK_OFFSETS', ['DEPTH', 'ELEVATION'], 'DEPTH'),
    allowsPonding: choice('ALLOW_PONDING', ['YES', 'NO'], 'NO') === 'YES',
    inertialDamping: choice('INERTIAL_DAMPING', ['NONE', 'PARTIAL', 'FULL'], 'PARTIAL'),
    normalFlowLimited: readNormalFlow(option),
    forceMain: choice('FORCE_MAIN_EQUATION', ['H-W', 'D-W'], 'H-W'),
    minimumSlope: number('MIN_SLOPE', 0) / 100,
    minimumArea: Math.min(minimumArea * units.length ** 2 || MANHOLE, MANHOLE),
    ruleStep: step('RULE_STEP', 0),
    ignoresRainfall: choice('IGNORE_RAINFALL', ['YES', 'NO'], 'NO') === 'YES',
  }
  for (const [name, { fault }] of given) if (!asked.has(name)) fault('an option of SWMM 5.2')
  return options
}

function unitsOf(flowUnits: string): Units {
  const isSi = ['CMS', 'LPS', 'MLD'].includes(flowUnits)
  const rain = isSi ? 1e-3 : FOOT / 12
  return {
    isSi,
    length: isSi ? 1 : FOOT,
    flow: FLOWS[flowUnits] ?? 1,
    rain,
    rainRate: rain / 3600,
    land: isSi ? 1e4 : 43560 * FOOT ** 2,
  }
}

function readNormalFlow(
  option: <Value>(name: string, otherwise: Value, read: (text: string) => Value | null, expected: string) => Value,
): InpOptions['normalFlowLimited'] {
  // older files say YES for by Froude number and NO for by slope
  const meanings: Readonly<Record<string, InpOptions['normalFlowLimited']>> = {
    SLOPE: 'SLOPE',
    FROUDE: 'FROUDE',
    BOTH: 'BOTH',
    NEITHER: 'NEITHER',
    NONE: 'NEITHER',
    YES: 'FROUDE',
    NO: 'SLOPE',
  }
  return option<InpOptions['normalFlowLimited']>(
    'NORMAL_FLOW_LIMITED',
    'BOTH',
    (text) => meanings[text.toUpperCase()] ?? null,
    'SLOPE, FROUDE, BOTH or NEITHER',
  )
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
