import { type Hydraulics, UNSURVEYED } from '../../src/domain/leak/hydraulics-file.ts'
import type { KeyedHydraulics } from '../read/epanet-hydraulics.ts'

/** A network by the keys of its source. */
export interface KeyedNetwork {
  /** number of a node or link; undefined = the network has none of that key */
  node(key: string): number | undefined
  link(key: string): number | undefined
  readonly from: ArrayLike<number>
  readonly to: ArrayLike<number>
}

/** A model with the numbers that its nodes and links have in a network. */
export interface NumberedHydraulics {
  readonly model: Hydraulics
  /** keys of links that both have, between other nodes: the model's are then left to the model alone */
  readonly elsewhere: readonly string[]
}

/**
 * Gives the nodes and links of a model their numbers in the network of the build. What the network lacks stays in the model alone,
 * so that the model is whole whatever was left out of the drawing.
 */
export function numberHydraulics(keyed: KeyedHydraulics, network: KeyedNetwork): NumberedHydraulics {
  const { model } = keyed
  const node = keyed.nodeKey.map((key) => network.node(key) ?? UNSURVEYED)
  const elsewhere: string[] = []
  const numbered = (key: string, from: number, to: number): number => {
    const link = network.link(key)
    if (link === undefined) return UNSURVEYED
    const ends = [network.from[link], network.to[link]]
    if (ends.includes(node[from]) && ends.includes(node[to])) return link
    elsewhere.push(key)
    return UNSURVEYED
  }
  const pipe = keyed.pipeKey.map((key, at) => numbered(key, model.pipeFrom[at] ?? 0, model.pipeTo[at] ?? 0))
  const numberedAs = <Link extends { readonly from: number; readonly to: number }>(
    links: readonly Link[],
    keys: readonly string[],
  ) => links.map((link, at) => ({ ...link, link: numbered(keys[at] ?? '', link.from, link.to) }))
  return {
    model: {
      ...{ ...model, node, pipe },
      pumps: numberedAs(model.pumps, keyed.pumpKey),
      valves: numberedAs(model.valves, keyed.valveKey),
    },
    elsewhere,
  }
}
