import Papa from 'papaparse'
import { OPERABLE, type Topology } from '../src/domain/network/topology.ts'

type ValveColumns = Pick<Topology, 'valveLink' | 'valveNode' | 'operable'>

/** Spellings of `operable`; an empty cell means not known. */
const OPERABLE_WORDS: Readonly<Record<string, number>> = {
  '1': OPERABLE.yes,
  yes: OPERABLE.yes,
  true: OPERABLE.yes,
  是: OPERABLE.yes,
  '0': OPERABLE.no,
  no: OPERABLE.no,
  false: OPERABLE.no,
  否: OPERABLE.no,
  '': OPERABLE.unknown,
  '2': OPERABLE.unknown,
  unknown: OPERABLE.unknown,
  未知: OPERABLE.unknown,
}

/**
 * Reads which valves a network has from a CSV with the columns link, node and, if known, operable; further columns
 * (an unnamed index) are ignored. A row that does not fit the network is left out and reported with file and row
 * (1 = header): the segment then is larger than with it, never smaller.
 *
 * @throws Error when the table lacks a column
 */
export function readValves(
  text: string,
  file: string,
  topology: Topology,
): { readonly valves: ValveColumns; readonly issues: readonly string[] } {
  const { data, meta } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (name) => name.trim(),
    transform: (value) => value.trim(),
  })
  for (const column of ['link', 'node']) {
    if (!meta.fields?.includes(column)) {
      throw new Error(`${file}: column "${column}" is missing, found ${meta.fields?.join(', ') || 'nothing'}`)
    }
  }
  const nodeOf = new Map([...topology.nodeId].map((id, node) => [id, node]))
  const linkOf = new Map([...topology.linkId].map((id, link) => [id, link]))
  const issues: string[] = []
  const valves = new Map<string, { link: number; node: number; operable: number }>()
  data.forEach((row, position) => {
    const fault = (message: string) => issues.push(`${file}: row ${position + 2}: ${message}`)
    const [linkId = '', nodeId = ''] = [row.link, row.node]
    const [link, node] = [linkOf.get(linkId), nodeOf.get(nodeId)]
    const operable = OPERABLE_WORDS[(row.operable ?? '').toLowerCase()]
    const key = `${link} ${node}`
    const same = valves.get(key)
    if (link === undefined) fault(`link is "${linkId}", expected a link of the network`)
    else if (node === undefined) fault(`node is "${nodeId}", expected a node of the network`)
    else if (topology.from[link] !== node && topology.to[link] !== node) {
      const ends = [topology.from[link], topology.to[link]].map((end) => topology.nodeId.at(end ?? 0)).join(' or ')
      fault(`node is "${nodeId}", expected an end of link "${linkId}" (${ends})`)
    } else if (operable === undefined) fault(`operable is "${row.operable}", expected 1, 0 or empty`)
    else if (same && same.operable !== operable) {
      fault(`valve ${linkId}, ${nodeId} is given twice and differently: the less certain statement is taken`)
      same.operable = lessCertain(same.operable, operable)
    } else valves.set(key, { link, node, operable })
  })
  const all = [...valves.values()]
  return {
    valves: {
      valveLink: Int32Array.from(all, ({ link }) => link),
      valveNode: Int32Array.from(all, ({ node }) => node),
      operable: Uint8Array.from(all, ({ operable }) => operable),
    },
    issues,
  }
}

function lessCertain(a: number, b: number): number {
  return a === OPERABLE.no || b === OPERABLE.no ? OPERABLE.no : OPERABLE.unknown
}
