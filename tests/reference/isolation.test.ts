import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readValves } from '../../cli/read-valves.ts'
import { readEpanet } from '../../src/domain/formats/epanet-inp.ts'
import { buildSegments, type Segments } from '../../src/domain/network/segments.ts'
import type { Topology } from '../../src/domain/network/topology.ts'
import { validate } from '../kit/validation-report.ts'
import { benchFolder } from './bench-folder.ts'

/**
 * Valve segments against WNTR (USEPA), wntr/tests/networks_for_testing. Exact, because a segment is a set: labels are
 * permuted, so the partitions are compared.
 */
const folder = join(benchFolder, 'leak/isolation')

describe.skipIf(!existsSync(folder))('isolation against WNTR', () => {
  const layers = readNames().flatMap((name) => /^valve_layer_(.+)\.csv$/.exec(name)?.[1] ?? [])

  it('parts its networks into the same segments, element by element', async () => {
    const compared = layers.map((layer) => {
      const { topology, segments } = parted('Net3.inp', read(`valve_layer_${layer}.csv`))
      const expected = groups([
        ...labels(`node_segments_${layer}.csv`, 'node'),
        ...labels(`link_segments_${layer}.csv`, 'link'),
      ])
      const ours = groups(partition(topology, segments))
      expect(ours).toEqual(expected)
      return { name: `Net3, valve layer "${layer}"`, count: segments.count, largest: segments.largest, ours, expected }
    })
    expect(compared.length).toBeGreaterThan(0)
    const { segments } = parted('CCWI17-HermanMahmoud.inp', 'link,node\np1,n1\np3,n2\np7,n5\np7,n6\np8,n6\n')
    const exactly = (name: string, ours: number, reference: number) => ({
      ...{ name, ours, unit: '', goal: [reference, reference] as const, reference: `WNTR ${reference}` },
    })
    await validate({
      id: 'leak-isolation-wntr',
      title: 'Valve segments against WNTR',
      setup:
        'Net3 and the network of Herman and Mahmoud of `wntr/tests/networks_for_testing`: which nodes and links valves shut in together. Labels are permuted, so sets are compared; every set is the same.',
      test: 'tests/reference/isolation.test.ts',
      figures: [
        ...compared.flatMap(({ name, count, largest, ours, expected }) => [
          exactly(`${name}: segments`, count, expected.length),
          exactly(`${name}: elements of the largest`, largest, Math.max(...expected.map((each) => each.length))),
          exactly(`${name}: sets that differ`, ours.filter((set, i) => `${set}` !== `${expected[i]}`).length, 0),
        ]),
        exactly('Herman and Mahmoud: segments', segments.count, 4),
        exactly('Herman and Mahmoud: elements of the largest', segments.largest, 11),
      ],
      plot: {
        ...{ x: 'segments, largest first', y: 'elements' },
        series: compared.flatMap(({ name, ours, expected }) => [
          { name, points: bySize(ours) },
          { name: `${name}, WNTR`, isReference: true, points: bySize(expected) },
        ]),
      },
    })
  })
})

function bySize(sets: readonly (readonly string[])[]): (readonly [number, number])[] {
  return sets
    .map((set) => set.length)
    .sort((a, b) => b - a)
    .map((size, i) => [i + 1, size] as const)
}

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
