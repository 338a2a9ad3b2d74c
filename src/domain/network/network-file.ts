import { decodeColumns, encodeColumns } from '../formats/columns.ts'
import type { PackedText, Texts } from '../formats/packed-texts.ts'
import { PASSAGE, VALVE_STATE } from './topology.ts'

/** Which way a gravity link runs, as it was surveyed: the codes of `NetworkFile.flow`. */
export const LINK_FLOW = { unknown: 0, forward: 1, back: 2 } as const

/**
 * One discipline's topology as flat columns: nodes, links between them, valves on link ends, customers at nodes.
 * Indices are positions in the node and link columns of the same file.
 */
export interface NetworkFile {
  readonly discipline: string
  /** asset ids; a node that no surveyed point stands for has an id of its own and gid 0 */
  readonly nodeId: Texts
  readonly nodeGid: Int32Array
  readonly nodeLon: Float64Array
  readonly nodeLat: Float64Array
  /** H [m]; NaN when not known */
  readonly nodeHeight: Float32Array
  /** 1 where the network is fed: waterworks, gate station, heat source; a booster or a station of heat where nothing else feeds */
  readonly isSource: Uint8Array
  /** mean demand of the node's customers [m³/s] */
  readonly demand: Float32Array
  readonly linkId: Texts
  readonly linkGid: Int32Array
  readonly from: Int32Array
  readonly to: Int32Array
  /** in plan, along the line [m]; NaN = not known, as of a device */
  readonly length: Float32Array
  /** codes of LINK_FLOW; unknown in pressure networks and of rising mains */
  readonly flow: Uint8Array
  /** 1 = its levels rise along `flow` */
  readonly isRising: Uint8Array
  /** a valve sits on link `valveLink`, at its end `valveNode` */
  readonly valveLink: Int32Array
  readonly valveNode: Int32Array
  /** 0 known not to work, 1 works, 2 not known */
  readonly operable: Uint8Array
  /** codes of VALVE_STATE, one a valve; left out = none is told */
  readonly valveState?: Uint8Array
  /** codes of PASSAGE: closed where a valve on the link is; it is not written, it follows from the valves */
  readonly passage?: Uint8Array
  /** a customer that several points serve, as of heat by flow and return, stands there as often, with one id */
  readonly customerId: Texts
  readonly customerName: Texts
  readonly customerClass: Texts
  readonly customerNode: Int32Array
  readonly customerPeople: Float64Array
  /** of heat: what it is laid out for [W]; NaN = not known, as of every other discipline */
  readonly customerHeat: Float64Array
}

type TextName = 'nodeId' | 'linkId' | 'customerId' | 'customerName' | 'customerClass'

/** A network to be written, whose texts may lie packed. */
export type PackedNetwork = Omit<NetworkFile, TextName | 'passage'> & {
  readonly [Name in TextName]: Texts | PackedText
}

/** Packs a network; equal networks give equal bytes. */
export function encodeNetwork(network: PackedNetwork & Pick<NetworkFile, 'passage'>): Uint8Array {
  const { discipline, passage: _, ...columns } = network
  return encodeColumns({ discipline }, columns)
}

/** Opens a file of `encodeNetwork`; throws when the buffer is something else. */
export function decodeNetwork(buffer: ArrayBufferLike): NetworkFile {
  const columns = decodeColumns(buffer)
  const from = columns.numeric('from', 'i32')
  // builds of before have no lengths and no directions: both are then not known
  const codes = (name: string) =>
    columns.has(name) ? columns.numeric(name, 'u8') : new Uint8Array(from.length).fill(LINK_FLOW.unknown)
  const valveLink = columns.numeric('valveLink', 'i32')
  const valveState = columns.has('valveState') ? columns.numeric('valveState', 'u8') : new Uint8Array(valveLink.length)
  return {
    discipline: String(columns.meta.discipline),
    nodeId: columns.texts('nodeId'),
    nodeGid: columns.numeric('nodeGid', 'i32'),
    nodeLon: columns.numeric('nodeLon', 'f64'),
    nodeLat: columns.numeric('nodeLat', 'f64'),
    nodeHeight: columns.numeric('nodeHeight', 'f32'),
    isSource: columns.numeric('isSource', 'u8'),
    demand: columns.numeric('demand', 'f32'),
    linkId: columns.texts('linkId'),
    linkGid: columns.numeric('linkGid', 'i32'),
    from,
    to: columns.numeric('to', 'i32'),
    length: columns.has('length') ? columns.numeric('length', 'f32') : new Float32Array(from.length).fill(Number.NaN),
    flow: codes('flow'),
    isRising: codes('isRising'),
    valveLink,
    valveNode: columns.numeric('valveNode', 'i32'),
    operable: columns.numeric('operable', 'u8'),
    valveState,
    passage: passageOf(from.length, valveLink, valveState),
    customerId: columns.texts('customerId'),
    customerName: columns.texts('customerName'),
    customerClass: columns.texts('customerClass'),
    customerNode: columns.numeric('customerNode', 'i32'),
    customerPeople: columns.numeric('customerPeople', 'f64'),
    // builds of before do not tell it
    customerHeat: columns.has('customerHeat')
      ? columns.numeric('customerHeat', 'f64')
      : new Float64Array(columns.texts('customerId').length).fill(Number.NaN),
  }
}

/** Links that a closed valve sits on let nothing through, the others both ways. */
export function passageOf(links: number, valveLink: Int32Array, valveState: Uint8Array): Uint8Array {
  const passage = new Uint8Array(links).fill(PASSAGE.both)
  valveLink.forEach((link, valve) => {
    if (valveState[valve] === VALVE_STATE.closed) passage[link] = PASSAGE.closed
  })
  return passage
}
