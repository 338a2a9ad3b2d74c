import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readValves } from '../../cli/read-valves.ts'
import { readEpanet } from '../../src/domain/formats/epanet-inp.ts'
import { buildSegments, type Segments } from '../../src/domain/network/segments.ts'
import type { Topology } from '../../src/domain/network/topology.ts'
import { benchFolder } from './bench-folder.ts'

/**
 * Valve segments against WNTR (USEPA), wntr/tests/networks_for_testing. Exact, because a segment is a set: labels are
 * permuted, so the partitions are compared.
 */
const folder = join(benchFolder, 'leak/isolation')

describe.skipIf(!existsSync(folder))('isolation against WNTR', () => {
  const layers = readNames().flatMap((name) => /^valve_layer_(.+)\.csv$/.exec(name)?.[1] ?? [])

  it.each(layers)('parts Net3 with the valve layer "%s" as WNTR does', (layer) => {
    const { topology, segments } = parted('Net3.inp', read(`valve_layer_${layer}.csv`))
    const expected = groups([
      ...labels(`node_segments_${layer}.csv`, 'node'),
      ...labels(`link_segments_${layer}.csv`, 'link'),
    ])
    expect(groups(partition(topology, segments))).toEqual(expected)
    expect(segments.count).toBe(expected.length)
    expect(segments.largest).toBe(Math.max(...expected.map((elements) => elements.length)))
  })

  it('parts the network of Herman and Mahmoud into 4 segments, the largest of 11 elements', () => {
    const { segments } = parted('CCWI17-HermanMahmoud.inp', 'link,node\np1,n1\np3,n2\np7,n5\np7,n6\np8,n6\n')
    expect(segments.count).toBe(4)
    expect(segments.largest).toBe(11)
  })
})

function readNames(): string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8')
}

function parted(network: string, valveTable: string): { topology: Topology; segments: Segments } {
  const { topology: bare, issues } = readEpanet(read(network))
  const { valves, issues: valveIssues } = readValves(valveTable, 'valves', bare)
  expect([...issues, ...valveIssues]).toEqual([])
  const topology = { ...bare, ...valves }
  return { topology, segments: buildSegments(topology) }
}

/** Element → label, of a two-column table. */
function labels(name: string, kind: string): [element: string, label: string][] {
  const rows = read(name).trim().split(/\r?\n/).slice(1)
  return rows.map((row) => [`${kind} ${row.split(',')[0]}`, row.split(',')[1] ?? ''])
}

function partition({ nodeId, linkId }: Topology, { of }: Segments): [element: string, label: string][] {
  const names = [...[...nodeId].map((id) => `node ${id}`), ...[...linkId].map((id) => `link ${id}`)]
  return names.map((name, element) => [name, String(of[element])])
}

/** The sets that labels make, in an order that does not depend on the labels. */
function groups(labelled: readonly (readonly [element: string, label: string])[]): string[][] {
  const byLabel = new Map<string, string[]>()
  for (const [element, label] of labelled) byLabel.set(label, [...(byLabel.get(label) ?? []), element])
  return [...byLabel.values()].map((elements) => elements.sort()).sort((a, b) => (`${a[0]}` < `${b[0]}` ? -1 : 1))
}
