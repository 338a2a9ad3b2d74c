import { OPERABLE, PASSAGE, type Topology } from '../network/topology.ts'
import { type InpRow, type InpSections, inpSections } from './inp-sections.ts'

/** A row that could not be used: where, what it holds, what was expected. */
interface InpIssue {
  readonly row: number
  readonly value: string
  readonly expected: string
}

export interface EpanetNetwork {
  /** valves: both ends of every [VALVES] link. Passage by initial status: [CONTROLS] and [RULES] are not followed. */
  readonly topology: Topology
  /** junctions with a base demand above 0 */
  readonly customerNode: Int32Array
  readonly issues: readonly InpIssue[]
}

/** Sections are told by their first four letters, as EPANET does. */
type SectionKey = 'JUNC' | 'RESE' | 'TANK' | 'PIPE' | 'PUMP' | 'VALV' | 'DEMA' | 'STAT'

/** Valve types that stop water from running back; the others let it. */
const ONE_WAY_VALVES = new Set(['PRV', 'PSV'])

interface LinkRow {
  readonly id: string
  readonly from: number
  readonly to: number
  readonly isValve: boolean
  /** code of PASSAGE while open */
  readonly whenOpen: number
  passage: number
}

/**
 * Reads the topology of an EPANET .inp: junctions, reservoirs, tanks, pipes, pumps, valves, who has demand and what is
 * closed at the start. Ids are case-sensitive. Rows that cannot be used are left out and reported.
 *
 * @source  EPANET 2.2 user manual, appendix C.2
 */
export function readEpanet(text: string): EpanetNetwork {
  const sections = inpSections(text)
  const issues: InpIssue[] = []
  const nodeOf = readNodes(sections, issues)
  const linkOf = readLinks(sections, nodeOf.index, issues)
  applyStatus(sections, linkOf, issues)
  const links = [...linkOf.values()]
  const valves = links.flatMap(({ isValve, from, to }, link) =>
    isValve ? [...new Set([from, to])].map((node) => ({ link, node })) : [],
  )
  return {
    topology: {
      nodeId: [...nodeOf.index.keys()],
      linkId: [...linkOf.keys()],
      isSource: Uint8Array.from(nodeOf.isSource),
      from: Int32Array.from(links, ({ from }) => from),
      to: Int32Array.from(links, ({ to }) => to),
      passage: Uint8Array.from(links, ({ passage }) => passage),
      valveLink: Int32Array.from(valves, ({ link }) => link),
      valveNode: Int32Array.from(valves, ({ node }) => node),
      operable: new Uint8Array(valves.length).fill(OPERABLE.unknown),
    },
    customerNode: readCustomers(sections, nodeOf, issues),
    issues,
  }
}

function rowsOf(sections: InpSections, key: SectionKey): InpRow[] {
  return [...sections].filter(([name]) => name.startsWith(key)).flatMap(([, rows]) => rows)
}

function readNodes(sections: InpSections, issues: InpIssue[]) {
  const index = new Map<string, number>()
  const isSource: number[] = []
  for (const key of ['JUNC', 'RESE', 'TANK'] as const) {
    for (const { line, words } of rowsOf(sections, key)) {
      const id = words[0] ?? ''
      if (index.has(id)) {
        issues.push({ row: line, value: id, expected: 'a node id that is not used before' })
        continue
      }
      index.set(id, index.size)
      isSource.push(key === 'JUNC' ? 0 : 1)
    }
  }
  return { index, isSource }
}

function readLinks(sections: InpSections, nodeOf: ReadonlyMap<string, number>, issues: InpIssue[]) {
  const linkOf = new Map<string, LinkRow>()
  for (const key of ['PIPE', 'PUMP', 'VALV'] as const) {
    for (const { line, words } of rowsOf(sections, key)) {
      const [id = '', start = '', end = ''] = words
      const [from, to] = [nodeOf.get(start), nodeOf.get(end)]
      if (from === undefined || to === undefined) {
        const value = from === undefined ? start : end
        issues.push({ row: line, value, expected: `link ${id}: a node of [JUNCTIONS], [RESERVOIRS] or [TANKS]` })
      } else if (linkOf.has(id)) {
        issues.push({ row: line, value: id, expected: 'a link id that is not used before' })
      } else {
        const whenOpen = openPassage(key, words)
        const passage = statusWords(key, words).includes('CLOSED') ? PASSAGE.closed : whenOpen
        linkOf.set(id, { id, from, to, isValve: key === 'VALV', whenOpen, passage })
      }
    }
  }
  return linkOf
}

function openPassage(key: SectionKey, words: readonly string[]): number {
  if (key === 'PUMP') return PASSAGE.forward
  if (key === 'VALV') return ONE_WAY_VALVES.has(words[4]?.toUpperCase() ?? '') ? PASSAGE.forward : PASSAGE.both
  return statusWords(key, words).includes('CV') ? PASSAGE.forward : PASSAGE.both
}

/** The minor loss of a pipe may be left out, so its status is found by its word and not by its column. */
function statusWords(key: SectionKey, words: readonly string[]): string[] {
  return key === 'PIPE' ? words.slice(6).map((word) => word.toUpperCase()) : []
}

function applyStatus(sections: InpSections, linkOf: ReadonlyMap<string, LinkRow>, issues: InpIssue[]): void {
  for (const { line, words } of rowsOf(sections, 'STAT')) {
    const [id = '', status = ''] = words
    const link = linkOf.get(id)
    if (!link) issues.push({ row: line, value: id, expected: 'a link of [PIPES], [PUMPS] or [VALVES]' })
    // a pump at speed 0 stands still; for a valve a number is its setting
    else if (status.toUpperCase() === 'CLOSED' || (!link.isValve && Number(status) === 0)) link.passage = PASSAGE.closed
    else link.passage = link.whenOpen
  }
}

/** [DEMANDS] replaces the demand of [JUNCTIONS] for the junctions it names; a junction may have several there. */
function readCustomers(
  sections: InpSections,
  { index, isSource }: { readonly index: ReadonlyMap<string, number>; readonly isSource: readonly number[] },
  issues: InpIssue[],
): Int32Array {
  const collect = (rows: readonly InpRow[], column: number) => {
    const demands = new Map<number, number[]>()
    for (const { line, words } of rows) {
      const [id = '', value = '0'] = [words[0], words[column]]
      const node = index.get(id)
      if (node === undefined) issues.push({ row: line, value: id, expected: 'a node of [JUNCTIONS]' })
      else if (Number.isNaN(Number(value))) issues.push({ row: line, value, expected: `junction ${id}: a demand` })
      else demands.set(node, [...(demands.get(node) ?? []), Number(value)])
    }
    return demands
  }
  // "MULTIPLY factor", of old files, scales all demands and changes no sign
  const categories = rowsOf(sections, 'DEMA').filter(({ words }) => words[0]?.toUpperCase() !== 'MULTIPLY')
  const demands = new Map([...collect(rowsOf(sections, 'JUNC'), 2), ...collect(categories, 1)])
  const customers = [...demands].filter(([node, values]) => !isSource[node] && values.some((demand) => demand > 0))
  return Int32Array.from(customers, ([node]) => node)
}
