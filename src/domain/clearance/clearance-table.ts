import { CLEARANCE_CLASSES } from './clearance-class.ts'

/** One requirement between two classes, surface to surface. */
export interface Clearance {
  /** [m] */
  readonly metres: number
  /** standard and clause; null = the value was not verified against it and is shown as 示例值(未核对) */
  readonly clause: string | null
}

/** Groups of classes as the tables name them; values of a group go through its members in this order. */
const GROUPS = {
  building: ['building'],
  water: ['water-small', 'water-large'],
  drain: ['drain'],
  reclaimed: ['reclaimed'],
  gas: ['gas-low', 'gas-medium-b', 'gas-medium-a', 'gas-sub-high-b', 'gas-sub-high-a'],
  'gas of one size': ['small', 'large'],
  heat: ['heat'],
  'power direct': ['power-direct', 'power-direct-high'],
  'power duct': ['power-duct', 'power-duct-high'],
  'power below 35 kV': ['power-direct', 'power-duct'],
  'power from 35 kV': ['power-direct-high', 'power-duct-high'],
  power: ['power-direct', 'power-duct', 'power-direct-high', 'power-duct-high'],
  'telecom direct': ['telecom-direct'],
  'telecom duct': ['telecom-duct'],
  telecom: ['telecom-direct', 'telecom-duct'],
  trench: ['trench'],
} as const
type Group = keyof typeof GROUPS
/** one value for all members of the first group, or one a member */
type Entry = readonly [of: Group, to: Group, metres: number | readonly number[], verified?: 'verified']

const HORIZONTAL_CLAUSE = 'GB 50289-2016, 4.1.9'
/**
 * Horizontal clearances. "verified" cells were read in a text that was checked against the government's PDF of table
 * 4.1.9; all others are example values from memory and older planning tables, and no clause may be named for them.
 */
const HORIZONTAL: readonly Entry[] = [
  ['water', 'building', [1.0, 3.0]],
  ['drain', 'building', 2.5, 'verified'],
  ['reclaimed', 'building', 1.0],
  ['gas', 'building', [0.7, 1.0, 1.5, 5.0, 13.5]],
  ['heat', 'building', 3.0],
  ['power', 'building', 0.6],
  ['telecom direct', 'building', 1.0],
  ['telecom duct', 'building', 1.5],
  ['water', 'drain', [1.0, 1.5], 'verified'],
  ['water', 'reclaimed', 0.5],
  ['gas', 'water', [0.5, 0.5, 0.5, 1.0, 1.5]],
  ['water', 'heat', 1.5],
  ['water', 'power', 0.5],
  ['water', 'telecom', 1.0],
  ['water', 'trench', 1.5],
  ['drain', 'reclaimed', 0.5],
  ['gas', 'drain', [1.0, 1.2, 1.2, 1.5, 2.0], 'verified'],
  ['drain', 'heat', 1.5],
  ['drain', 'power', 0.5, 'verified'],
  ['drain', 'telecom', 1.0, 'verified'],
  ['drain', 'trench', 1.5],
  ['gas', 'reclaimed', [0.5, 0.5, 0.5, 1.0, 1.5]],
  ['reclaimed', 'heat', 1.0],
  ['reclaimed', 'power', 0.5],
  ['reclaimed', 'telecom', 1.0],
  ['reclaimed', 'trench', 1.5],
  ['gas of one size', 'gas', [0.4, 0.5]],
  ['gas', 'heat', [1.0, 1.0, 1.0, 1.5, 2.0]],
  ['gas', 'power direct', [0.5, 0.5, 0.5, 1.0, 1.5]],
  ['gas', 'power duct', [1.0, 1.0, 1.0, 1.0, 1.5]],
  ['gas', 'telecom direct', [0.5, 0.5, 0.5, 1.0, 1.5]],
  ['gas', 'telecom duct', [1.0, 1.0, 1.0, 1.0, 1.5]],
  ['gas', 'trench', [1.0, 1.5, 1.5, 2.0, 4.0]],
  ['heat', 'power', 2.0],
  ['heat', 'telecom', 1.0],
  ['heat', 'trench', 1.5],
  ['power', 'power', 0.1],
  ['power direct', 'power direct', 0.25],
  ['power below 35 kV', 'telecom', 0.5],
  ['power from 35 kV', 'telecom', 2.0],
  ['power', 'trench', 1.0],
  ['telecom', 'telecom', 0.5],
  ['telecom', 'trench', 1.0],
]

/** Vertical clearances at crossings, the larger of both orders; all from an older table: example values. */
const VERTICAL: readonly Entry[] = [
  ['water', 'water', 0.15],
  ['drain', 'water', 0.4],
  ['drain', 'drain', 0.15],
  ['heat', 'water', 0.15],
  ['heat', 'drain', 0.15],
  ['heat', 'heat', 0.15],
  ['gas', 'water', 0.15],
  ['gas', 'drain', 0.15],
  ['gas', 'heat', 0.15],
  ['gas', 'gas', 0.15],
  ['telecom direct', 'water', 0.5],
  ['telecom direct', 'drain', 0.5],
  ['telecom direct', 'heat', 0.15],
  ['telecom direct', 'gas', 0.5],
  ['telecom duct', 'water', 0.15],
  ['telecom duct', 'drain', 0.15],
  ['telecom duct', 'heat', 0.15],
  ['telecom duct', 'gas', 0.15],
  ['telecom', 'telecom', 0.25],
  ['power', 'water', 0.15],
  ['power direct', 'drain', 0.5],
  ['power direct', 'heat', 0.5],
  ['power direct', 'gas', 0.5],
  ['power direct', 'telecom', 0.5],
  ['power direct', 'power', 0.5],
  // a duct is the barrier with which the newer table asks for 0.25
  ['power duct', 'drain', 0.25],
  ['power duct', 'heat', 0.25],
  ['power duct', 'gas', 0.15],
  ['power duct', 'telecom', 0.25],
  ['power duct', 'power duct', 0.25],
]

export const horizontalClearance = lookUp(HORIZONTAL, HORIZONTAL_CLAUSE)
export const verticalClearance = lookUp(VERTICAL, '')

/**
 * A function of two class names: what must lie between them, or null where the table says nothing. Of a class that
 * stands for several the least requirement holds, and is verified only where all of them are the same verified value.
 */
function lookUp(entries: readonly Entry[], clause: string): (a: string, b: string) => Clearance | null {
  const cells = new Map<string, Clearance>()
  for (const [of, to, metres, verified] of entries) {
    GROUPS[of].forEach((member, index) => {
      const value = typeof metres === 'number' ? metres : (metres[index] ?? Number.NaN)
      const cell = { metres: value, clause: verified ? clause : null }
      for (const a of exact(member))
        for (const b of GROUPS[to].flatMap(exact)) {
          cells.set(`${a}|${b}`, cell)
          cells.set(`${b}|${a}`, cell)
        }
    })
  }
  return (a, b) => {
    let least: Clearance | null = null
    let isOne = true
    for (const one of CLEARANCE_CLASSES[a] ?? [])
      for (const other of CLEARANCE_CLASSES[b] ?? []) {
        const cell = cells.get(`${one}|${other}`)
        if (!cell) return null
        isOne &&= least === null || (cell.metres === least.metres && cell.clause === least.clause)
        if (least === null || cell.metres < least.metres) least = cell
      }
    return least && !isOne ? { metres: least.metres, clause: null } : least
  }
}

/** The classes that a member stands for; a size alone stands for gas of that size and any pressure. */
function exact(member: string): readonly string[] {
  const known = CLEARANCE_CLASSES[member]
  return known ?? (CLEARANCE_CLASSES.gas ?? []).filter((name) => name.endsWith(`-${member}`))
}
