import type { Fault } from '../../refusal.ts'
import type { Boundary, EdgeRule } from '../acts/boundary.ts'
import { linear } from '../acts/series.ts'
import type { BoundaryCase } from '../case/boundaries.ts'
import type { FloodCase } from '../case/case.ts'
import type { Laid } from './lay-grid.ts'

/** The open stretches of a case by cells; walls are what is left. */
export function edgesOf({ boundaries }: FloodCase, laid: Laid, faults: Fault[]): Boundary[] {
  const taken = new Map<string, number>()
  return boundaries.flatMap((given, index): Boundary[] => {
    const { columns, rows, size } = laid.grid
    const { side } = given
    const length = side === 'west' || side === 'east' ? rows : columns
    const [from, to] = [given.from_m ?? 0, given.to_m ?? length * size]
    // cells whose middle lies between
    const first = Math.max(0, Math.ceil(from / size - 0.5 - 1e-9))
    const last = Math.min(length, Math.ceil(to / size - 0.5 - 1e-9)) - 1
    const cells = Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => edgeCell(laid, side, first + n))
    const open = cells.filter((cell) => !Number.isNaN(laid.grid.bed[cell]))
    const name = `boundaries[${index}] (${side} from ${from} to ${to} m)`
    if (open.length === 0) {
      faults.push({
        zh: `边界 ${name}：没有对应的单元，应为长 ${length * size} m 的一边上有地面的一段`,
        en: `${name}: matches no cell, expected a stretch of a side of ${length * size} m with ground`,
      })
      return []
    }
    for (let n = first; n <= last; n++) {
      const other = taken.get(`${side} ${n}`)
      if (other !== undefined) {
        faults.push({
          zh: `边界 ${name}：与 boundaries[${other}] 重叠，各段不应有共同的单元`,
          en: `${name}: overlaps boundaries[${other}], expected stretches that share no cell`,
        })
        break
      }
      taken.set(`${side} ${n}`, index)
    }
    if (given.type === 'wall') return []
    return [{ side, first, last, rule: ruleOf(given, laid, open) }]
  })
}

function ruleOf(given: Exclude<BoundaryCase, { type: 'wall' }>, { grid, depth }: Laid, cells: number[]): EdgeRule {
  switch (given.type) {
    case 'free':
      return { type: 'free' }
    case 'normal':
      return { type: 'normal', slope: given.slope }
    case 'stage':
      return { type: given.at_rest ? 'basin' : 'stage', level: linear(given.series) }
    case 'discharge':
      return { type: 'discharge', flow: linear(given.series) }
    case 'inflow':
      return {
        type: 'inflow',
        flow: linear(given.series.map(([time, flow]) => [time, flow])),
        depth: linear(given.series.map(([time, , deep]) => [time, deep])),
      }
    case 'wave': {
      // still water stands where it stands at the start; a dry edge starts from where the wave does
      const wet = cells.filter((cell) => (depth[cell] as number) > 0)
      const still =
        wet.reduce((sum, cell) => sum + (grid.bed[cell] as number) + (depth[cell] as number), 0) / wet.length
      return { type: 'wave', level: linear(given.series), still: wet.length > 0 ? still : (given.series[0]?.[1] ?? 0) }
    }
  }
}

function edgeCell({ grid: { columns, rows } }: Laid, side: BoundaryCase['side'], n: number): number {
  switch (side) {
    case 'west':
      return n * columns
    case 'east':
      return (n + 1) * columns - 1
    case 'south':
      return n
    case 'north':
      return (rows - 1) * columns + n
  }
}
