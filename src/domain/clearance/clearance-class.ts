import type { BurialKind } from './burial.ts'

const GAS_PRESSURES = ['low', 'medium-b', 'medium-a', 'sub-high-b', 'sub-high-a'] as const
/** upper limits of the gas pressure classes [MPa]; beyond the last the table does not apply */
const GAS_LIMITS = [0.01, 0.2, 0.4, 0.8, 1.6] as const
/** [m] */
const LARGE_WATER = 0.2
const LARGE_GAS = 0.3
/** [kV] */
const HIGH_VOLTAGE = 35

const WATER = ['water-small', 'water-large'] as const
const GAS = GAS_PRESSURES.flatMap((pressure) => [`gas-${pressure}-small`, `gas-${pressure}-large`] as const)
const POWER = ['power-direct', 'power-duct', 'power-direct-high', 'power-duct-high'] as const
const TELECOM = ['telecom-direct', 'telecom-duct'] as const

/**
 * What the tables of GB 50289 tell apart. Where a survey does not give what decides (size, pressure, burial) the class
 * is the group of all that it may be, and the least of their requirements holds.
 */
export const CLEARANCE_CLASSES = {
  building: ['building'],
  water: WATER,
  ...alone(WATER),
  drain: ['drain'],
  reclaimed: ['reclaimed'],
  ...Object.fromEntries(
    GAS_PRESSURES.map((pressure) => [`gas-${pressure}`, GAS.filter((name) => isOf(name, pressure))]),
  ),
  gas: GAS,
  ...alone(GAS),
  heat: ['heat'],
  power: POWER,
  ...alone(POWER),
  telecom: TELECOM,
  ...alone(TELECOM),
  trench: ['trench'],
} as Readonly<Record<string, readonly string[]>>

/** What decides the class of a line; null = not known. */
export interface ClassedLine {
  readonly discipline: string
  readonly subclass: string | null
  readonly burial: BurialKind | null
  /** largest inner size [m] */
  readonly size: number | null
  /** MPa */
  readonly pressure: number | null
  /** kV */
  readonly voltage: number | null
}

/** The clearance class of a line; null where the tables do not apply: above ground, in wells and galleries, gas above 1.6 MPa. */
export function clearanceClassOf(line: ClassedLine): string | null {
  const { discipline, subclass, burial, size } = line
  if (burial === 'above-ground' || burial === 'in-well' || burial === 'gallery') return null
  if (burial === 'trench') return 'trench'
  switch (discipline) {
    case 'water':
      if (subclass === 'ZS') return 'reclaimed'
      return size === null ? 'water' : size > LARGE_WATER ? 'water-large' : 'water-small'
    case 'sewer':
    case 'storm':
      return 'drain'
    case 'gas':
      return gasClass(line)
    case 'heat':
      return 'heat'
    case 'power': {
      const way = wayOf(burial)
      return way === null ? 'power' : `power-${way}${(line.voltage ?? 0) >= HIGH_VOLTAGE ? '-high' : ''}`
    }
    case 'telecom': {
      const way = wayOf(burial)
      return way === null ? 'telecom' : `telecom-${way}`
    }
    default:
      return null
  }
}

function gasClass({ pressure, size }: ClassedLine): string | null {
  if (pressure === null || pressure <= 0) return 'gas'
  const step = GAS_LIMITS.findIndex((limit) => pressure <= limit)
  if (step < 0) return null
  const name = `gas-${GAS_PRESSURES[step]}`
  return size === null ? name : `${name}-${size > LARGE_GAS ? 'large' : 'small'}`
}

function wayOf(burial: BurialKind | null): 'direct' | 'duct' | null {
  return burial === 'direct' || burial === 'duct' ? burial : null
}

function isOf(name: string, pressure: string): boolean {
  return name === `gas-${pressure}-small` || name === `gas-${pressure}-large`
}

function alone(names: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(names.map((name) => [name, [name]]))
}
