import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Incident } from '../../workers/leak-spread/gas-network/incident.ts'
import type { StateResult } from '../../workers/leak-spread/gas-network/results.ts'

const ROWS = 100

/** Writes the tables of a state into a folder: nodes.csv, links.csv, customers.csv; empty = no source reaches it. */
export async function writeState(folder: string, { nodes, links, customers }: StateResult): Promise<void> {
  await mkdir(folder, { recursive: true })
  await csv(join(folder, 'nodes.csv'), [
    'node,pressure_abs_kpa,overpressure_kpa,compressibility',
    ...nodes.map((one) => row(one.id, kilo(one.pressure), kilo(one.over), one.compressibility)),
  ])
  await csv(join(folder, 'links.csv'), [
    'link,kind,state,flow_kg_s,velocity_m_s',
    ...links.map((one) => row(one.id, one.kind, one.state, one.flow, one.velocity)),
  ])
  await csv(join(folder, 'customers.csv'), [
    'customer,node,supplied,asked_kg_s,delivered_kg_s',
    ...customers.map((one) => row(one.id, one.node, one.isReached ? 1 : 0, one.asked, one.delivered)),
  ])
}

/** Writes emptying.csv: the pressure of each part that empties, and what has gone out, over the time since the leak began. */
export async function writeEmptying(folder: string, parts: Incident['emptying']): Promise<void> {
  const rows = parts.flatMap(({ leaks, begins, blowDown }) =>
    Array.from({ length: ROWS + 1 }, (_, i) => {
      // close steps while it falls fast
      const time = blowDown.duration * (i / ROWS) ** 2
      return row(leaks.join(' '), begins + time, kilo(blowDown.pressureAt(time)), blowDown.releasedAt(time))
    }),
  )
  await csv(join(folder, 'emptying.csv'), ['leak,time_s,pressure_abs_kpa,released_kg', ...rows])
}

async function csv(path: string, lines: readonly string[]): Promise<void> {
  await writeFile(path, `${lines.join('\n')}\n`)
}

function kilo(value: number | null): number | null {
  return value === null ? null : value / 1000
}

function row(...cells: readonly (string | number | null)[]): string {
  return cells
    .map((cell) => (typeof cell === 'number' ? String(Number(cell.toPrecision(9))) : cell === null ? '' : quoted(cell)))
    .join(',')
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
