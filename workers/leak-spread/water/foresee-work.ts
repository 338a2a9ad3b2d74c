/**
 * Work of ordering a network's equations beyond which opening it is refused: some ten seconds. Grids of streets reach it at
 * 33,000 links; a network of 100,000 links that is nearly a tree takes 5.5 million.
 */
export const MOST_WORK = 4e9

/**
 * What EPANET spends in ordering a network's equations: the sum, over nodes in the order of elimination, of the cube of the
 * neighbours that each then has (for every pair of them a list as long is searched). Fewest neighbours go first, as there. On
 * street grids it grows without bound (opening, measured: 0.3 s at 1.2e8, 3.9 s at 1.6e9, 17 s at 5.5e9; 66 s for a grid of
 * 100,000 links), on networks like a city's it is nothing.
 *
 * @param nodes  all
 * @param junctions  the first of them, whose heads are unknown
 * @returns  null = more than MOST_WORK
 * @source  George, A. & Liu, J. W. H. (1989). The evolution of the minimum degree ordering algorithm. SIAM Review 31(1).
 */
export function foreseeWork(nodes: number, junctions: number, from: Int32Array, to: Int32Array): number | null {
  const neighbours: (Set<number> | null)[] = Array.from({ length: nodes }, () => new Set<number>())
  for (let link = 0; link < from.length; link++) {
    const [a, b] = [from[link] ?? 0, to[link] ?? 0]
    if (a === b || a >= junctions || b >= junctions) continue
    neighbours[a]?.add(b)
    neighbours[b]?.add(a)
  }
  const byDegree: number[][] = []
  const offer = (node: number, degree: number) => {
    byDegree[degree] ??= []
    byDegree[degree]?.push(node)
  }
  for (let node = 0; node < junctions; node++) offer(node, neighbours[node]?.size ?? 0)
  let work = 0
  for (let least = 0; least < byDegree.length; ) {
    const node = byDegree[least]?.pop()
    if (node === undefined) {
      least += 1
      continue
    }
    const around = neighbours[node]
    // told under an older degree: its newer place in the list stands
    if (!around || around.size !== least) continue
    neighbours[node] = null
    work += around.size ** 3
    if (work > MOST_WORK) return null
    for (const each of around) {
      const theirs = neighbours[each]
      if (!theirs) continue
      theirs.delete(node)
      for (const other of around) if (other !== each) theirs.add(other)
      offer(each, theirs.size)
      least = Math.min(least, theirs.size)
    }
  }
  return work
}
