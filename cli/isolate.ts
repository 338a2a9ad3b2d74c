import { basename } from 'node:path'
import { readInputBytes } from '../data-pipeline/read/input-file.ts'
import { readEpanet } from '../src/domain/formats/epanet-inp.ts'
import { pickTexts, type Texts } from '../src/domain/formats/packed-texts.ts'
import { type Isolation, isolate as isolateElement, SUPPLY } from '../src/domain/network/isolation.ts'
import { isolationCaveats } from '../src/domain/network/isolation-caveats.ts'
import { decodeNetwork } from '../src/domain/network/network-file.ts'
import { buildSegments, type Segments } from '../src/domain/network/segments.ts'
import type { Topology } from '../src/domain/network/topology.ts'
import { type Arguments, type Command, EXIT, type Terminal, textOption, UsageError } from './command.ts'
import { readText } from './read-text.ts'
import { readValves } from './read-valves.ts'

/** More faults of one file than this are counted, not listed. */
const LISTED_ISSUES = 20
/** A built network beyond this [bytes] is none: 10 million pipes take about 1 GB. */
const LARGEST_NETWORK = 2 ** 30

interface Customers {
  readonly id: Texts
  readonly node: Int32Array
}

interface Loaded {
  readonly topology: Topology
  readonly customers: Customers
  readonly issues: readonly string[]
}

export const isolate: Command = {
  name: 'isolate',
  summary: '爆管关阀分析 · which valves shut in a burst, and who is then without water',
  help: `
lifeline isolate NETWORK (--link ID | --node ID) [--valves FILE.csv] [--json]

Parts the network into valve segments and answers for one leaking link or node: the valves to close, the
segment they shut in, and every node left without a path to a tank or reservoir.

NETWORK           an EPANET .inp, or a built network (<data>/<city>/build/network/water.bin)
--link ID         the leaking link
--node ID         the leaking node
--valves FILE     CSV with columns link, node and optionally operable (1, 0, empty = not known); a leading
                  index column is allowed. Without it the links of [VALVES] count as valves at both ends.
--json            print { segments: { count, largest }, segment: { nodes, links }, valves: [{ link, node }],
                  cutOff: { nodes, customers } }; ids sorted, "largest" in elements (nodes + links)

A valve known not to work joins what it should part; one of unknown state counts as working and is named on
stderr. A valve towards a side that has no source once the segment is shut is not listed; stderr says which.
Customers are the junctions with base demand > 0, or the customers of a built network, each once; one that flow
and return serve is cut off where either is.
Segments and supply go by connection alone: an initially closed pipe counts as a connection, and pumps and
check valves count both ways. Where supply hangs on that, stderr says so.
Texts are read as UTF-8, or as GB18030 when their bytes are not UTF-8.

Exit codes: 0 done · 1 done, but rows of the input were unusable (listed on stderr) · 2 wrong command line ·
3 input missing or unusable, or unknown ID

Example: lifeline isolate Net3.inp --link 111 --valves valves.csv --json`,
  options: { link: { type: 'string' }, node: { type: 'string' }, valves: { type: 'string' } },
  async run(args, terminal) {
    const { path, isLink, id, valvesPath } = question(args)
    const loaded = await load(path, valvesPath)
    const { topology } = loaded
    const segments = buildSegments(topology)
    const number = (isLink ? topology.linkId : topology.nodeId).indexOf(id)
    if (number < 0) throw new Error(`${basename(path)}: no ${isLink ? 'link' : 'node'} "${id}"`)
    const isolation = isolateElement(topology, segments, isLink ? topology.nodeId.length + number : number)
    const answer = answerOf(loaded, segments, isolation)
    terminal.result(answer, describe(answer))
    tell(terminal, topology, segments, isolation)
    report(terminal, loaded.issues)
    return loaded.issues.length > 0 ? EXIT.findings : EXIT.ok
  },
}

function question(args: Arguments) {
  const [path, ...more] = args.positionals
  const [link, node] = [textOption(args, 'link'), textOption(args, 'node')]
  if (!path || more.length > 0) throw new UsageError('expected one NETWORK')
  if ((link === undefined) === (node === undefined)) throw new UsageError('expected either --link ID or --node ID')
  return { path, isLink: link !== undefined, id: link ?? node ?? '', valvesPath: textOption(args, 'valves') }
}

async function load(path: string, valvesPath: string | undefined): Promise<Loaded> {
  const network = path.toLowerCase().endsWith('.inp') ? await loadEpanet(path) : await loadBuilt(path)
  if (network.topology.nodeId.length === 0) throw new Error(`${basename(path)}: holds no nodes`)
  if (valvesPath === undefined) return network
  const text = await readText(valvesPath)
  const { valves, issues } = readValves(text, basename(valvesPath), network.topology)
  return { ...network, topology: { ...network.topology, ...valves }, issues: [...network.issues, ...issues] }
}

async function loadEpanet(path: string): Promise<Loaded> {
  const { topology, customerNode, issues } = readEpanet(await readText(path))
  return {
    topology,
    customers: { id: Array.from(customerNode, (node) => topology.nodeId.at(node) ?? ''), node: customerNode },
    issues: issues.map(
      ({ row, value, expected }) => `${basename(path)}: row ${row}: is "${value}", expected ${expected}`,
    ),
  }
}

async function loadBuilt(path: string): Promise<Loaded> {
  const bytes = await readInputBytes(path, LARGEST_NETWORK)
  try {
    const network = decodeNetwork(new Uint8Array(bytes).buffer)
    return { topology: network, customers: { id: network.customerId, node: network.customerNode }, issues: [] }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`${basename(path)}: neither an .inp nor a built network (${reason})`)
  }
}

function answerOf({ topology, customers }: Loaded, { of, nodeCount, count, largest }: Segments, isolation: Isolation) {
  const { nodeId, linkId, valveLink, valveNode } = topology
  const isInside = (element: number) => of[element] === isolation.segment
  const isCutOff = (node: number) => isolation.supply[of[node] ?? 0] !== SUPPLY.kept
  const valves = isolation.close.map((valve) => ({
    link: linkId.at(valveLink[valve] ?? 0) ?? '',
    node: nodeId.at(valveNode[valve] ?? 0) ?? '',
  }))
  return {
    segments: { count, largest },
    segment: {
      nodes: pickTexts(nodeId, isInside).sort(),
      links: pickTexts(linkId, (link) => isInside(nodeCount + link)).sort(),
    },
    valves: valves.sort((a, b) => compare(a.link, b.link) || compare(a.node, b.node)),
    cutOff: {
      nodes: pickTexts(nodeId, isCutOff).sort(),
      customers: [...new Set(pickTexts(customers.id, (customer) => isCutOff(customers.node[customer] ?? 0)))].sort(),
    },
  }
}

function describe({ segments, segment, valves, cutOff }: ReturnType<typeof answerOf>): string {
  return [
    `${segments.count} segments, the largest of ${segments.largest} elements`,
    `segment: ${segment.nodes.length} nodes, ${segment.links.length} links`,
    `valves to close: ${valves.length}`,
    ...valves.map(({ link, node }) => `  link ${link} at node ${node}`),
    `cut off: ${cutOff.nodes.length} nodes, ${cutOff.customers.length} customers`,
  ].join('\n')
}

function tell(terminal: Terminal, topology: Topology, segments: Segments, isolation: Isolation): void {
  const name = (valve: number) =>
    `link ${topology.linkId.at(topology.valveLink[valve] ?? 0)} at node ${topology.nodeId.at(topology.valveNode[valve] ?? 0)}`
  for (const valve of isolation.inoperable)
    terminal.progress(`阀门不可操作，隔离段越过它 does not work, the segment reaches past it: ${name(valve)}`)
  for (const valve of isolation.deadEnd)
    terminal.progress(`无需关闭（另一侧没有水源） need not close, no other source beyond it: ${name(valve)}`)
  for (const valve of isolation.inside)
    terminal.progress(`无需关闭（水可绕行） need not close, water gets around it: ${name(valve)}`)
  for (const caveat of isolationCaveats(topology, segments, isolation))
    terminal.progress(`注意 note: ${caveat.zh} / ${caveat.en}`)
}

function report(terminal: Terminal, issues: readonly string[]): void {
  for (const issue of issues.slice(0, LISTED_ISSUES)) terminal.error(issue)
  if (issues.length > LISTED_ISSUES) terminal.error(`… and ${issues.length - LISTED_ISSUES} more unusable rows`)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
