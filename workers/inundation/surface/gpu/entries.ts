import { type Boundary, cellsAlong, type EdgeRule, seriesOf } from '../../acts/boundary.ts'
import type { Series } from '../../acts/series.ts'
import type { Source } from '../../acts/source.ts'
import { COURANT, GRAVITY, type Grid, QUANTUM } from '../grid.ts'

/** Words of a rule and of an entry in acts.wgsl.ts [4 bytes each]. */
const RULE_WORDS = 11
const ENTRY_WORDS = 7
const NONE = 0xffffffff
const KINDS = { free: 0, normal: 1, stage: 2, discharge: 3, inflow: 4, wave: 5, source: 6, basin: 7 } as const

/** What acts on the water on the device, as tables that it reads. */
export interface ActTables {
  readonly rules: number
  readonly entries: Uint32Array<ArrayBuffer>
  readonly count: number
  /** entries of one cell follow one another in so many rounds */
  readonly rounds: number
  readonly edges: readonly { readonly at: number; readonly side: Boundary['side'] }[]
  /** the first instant after `time` at which a series bends [s] */
  bendsAfter(time: number): number
  /** the longest step that the sources bear between two instants [s] */
  longestStep(time: number, end: number): number
  /** the rules as they are from `time` to `end`, between which no series bends; times in them count from `time` */
  rulesFrom(time: number, end: number): Uint32Array<ArrayBuffer>
}

interface Entry {
  readonly cell: number
  readonly next: number | null
  readonly bed: number
  readonly roughness: number
  readonly tilt: number
}

interface Rule {
  readonly kind: number
  readonly isEast: boolean
  readonly inward: number
  readonly entries: readonly Entry[]
  readonly still: number
  readonly slope: number
  readonly value: (time: number) => number
  readonly depth: (time: number) => number
  readonly series: readonly Series[]
}

/**
 * @param grid  with its beds in whole quanta
 * @param at    place of a cell in the buffers
 * @throws Error when a stretch or a source lies beside every cell of the grid
 */
export function actTables(
  grid: Grid,
  at: (column: number, row: number) => number,
  boundaries: readonly Boundary[],
  sources: readonly Source[],
): ActTables {
  const rules = [
    ...boundaries.map((boundary) => edgeRule(grid, at, boundary)),
    ...sources.map((source) => sourceRule(grid, at, source)),
  ]
  const series = rules.flatMap((rule) => rule.series)
  const { table, count, rounds } = entryTable(rules)
  return {
    rules: rules.length,
    ...{ entries: table, count, rounds },
    edges: boundaries.flatMap(({ side }, n) => rules[n]?.entries.map(({ cell }) => ({ at: cell, side })) ?? []),
    bendsAfter: (time) => series.reduce((soonest, one) => Math.min(soonest, one.bendsAfter(time)), Infinity),
    longestStep(time, end) {
      const rise = rules
        .filter(({ kind }) => kind === KINDS.source)
        .reduce((most, { value }) => Math.max(most, value(time), value(end)), 0)
      // what comes onto dry ground within a step has waves of √(g · rise · step)
      return Math.cbrt((COURANT * grid.size) ** 2 / (GRAVITY * rise))
    },
    rulesFrom(time, end) {
      const words = new Uint32Array(Math.max(1, rules.length) * RULE_WORDS)
      const floats = new Float32Array(words.buffer)
      let first = 0
      rules.forEach((rule, n) => {
        const place = n * RULE_WORDS
        // by its middle, because a series of steps is another at its end
        const perSecond = (of: (time: number) => number) => (2 * (of((time + end) / 2) - of(time))) / (end - time)
        words.set([rule.kind, rule.isEast ? 1 : 0], place)
        floats.set([rule.inward, rule.still], place + 2)
        floats.set([rule.value(time), perSecond(rule.value)], place + 4)
        floats.set([rule.depth(time), perSecond(rule.depth), rule.slope], place + 6)
        words.set([first, rule.entries.length], place + 9)
        first += rule.entries.length
      })
      return words
    },
  }
}

function edgeRule(grid: Grid, at: (column: number, row: number) => number, boundary: Boundary): Rule {
  const { side, first, last, rule } = boundary
  const cells = cellsAlong(grid, { at }, side, first, last)
  if (cells.length === 0)
    throw new Error(`boundary: no cell of the grid lies at its ${side} side from ${first} to ${last}`)
  const levels = levelsOf(rule)
  // levels count from here, in whole quanta as the beds do, so that still water of the same level is just that
  const datum = whole(Math.min(...cells.map(({ bed }) => bed)))
  const constant = levels.value
  return {
    kind: KINDS[rule.type],
    isEast: side === 'west' || side === 'east',
    inward: side === 'west' || side === 'south' ? 1 : -1,
    entries: cells.map((cell) => ({
      ...{ cell: cell.at, next: cell.next, roughness: cell.roughness },
      bed: cell.bed - datum,
      tilt: 2 * (cell.bed - cell.ground),
    })),
    still: rule.type === 'wave' ? whole(rule.still) - datum : 0,
    slope: rule.type === 'normal' ? rule.slope : 0,
    value: levels.isLevel ? (time) => whole(constant(time)) - datum : constant,
    depth: rule.type === 'inflow' ? (time) => rule.depth.at(time) : () => 0,
    series: seriesOf(rule),
  }
}

function levelsOf(rule: EdgeRule): { readonly isLevel: boolean; readonly value: (time: number) => number } {
  switch (rule.type) {
    case 'stage':
    case 'basin':
    case 'wave':
      return { isLevel: true, value: (time) => rule.level.at(time) }
    case 'discharge':
    case 'inflow':
      return { isLevel: false, value: (time) => rule.flow.at(time) }
    case 'free':
    case 'normal':
      return { isLevel: false, value: () => 0 }
  }
}

function sourceRule(grid: Grid, at: (column: number, row: number) => number, source: Source): Rule {
  const { columns, rows, bed, size } = grid
  const cells = source.cells.filter(
    ([column, row]) =>
      column >= 0 && column < columns && row >= 0 && row < rows && !Number.isNaN(bed[row * columns + column]),
  )
  if (cells.length === 0) throw new Error('source: none of its cells is one of the grid')
  return {
    ...{ kind: KINDS.source, isEast: false, inward: 0, still: 0, slope: 0, depth: () => 0 },
    entries: cells.map(([column, row]) => ({ cell: at(column, row), next: null, bed: 0, roughness: 0, tilt: 0 })),
    value: (time) => source.flow.at(time) / (cells.length * size * size),
    series: [source.flow],
  }
}

function entryTable(rules: readonly Rule[]) {
  const all = rules.flatMap((rule, n) => rule.entries.map((entry) => ({ ...entry, rule: n })))
  const table = new Uint32Array(Math.max(1, all.length) * ENTRY_WORDS)
  const floats = new Float32Array(table.buffer)
  const turns = new Map<number, number>()
  all.forEach(({ cell, next, rule, bed, roughness, tilt }, n) => {
    const turn = turns.get(cell) ?? 0
    turns.set(cell, turn + 1)
    table.set([cell, next ?? NONE, rule, turn], n * ENTRY_WORDS)
    floats.set([bed, roughness, tilt], n * ENTRY_WORDS + 4)
  })
  const rounds = [...turns.values()].reduce((most, turn) => Math.max(most, turn), 0)
  return { table, count: all.length, rounds }
}

/** In whole quanta. */
export function whole(metres: number): number {
  return Math.round(metres / QUANTUM) * QUANTUM
}
