import { type Profiler, Session } from 'node:inspector/promises'

/** A part of the work: what runs in or below a function of a file, nearest first. */
export interface TimedPart {
  readonly name: string
  readonly functionName: string
  /** end of its file's address */
  readonly file: string
}

/** How the time of some work falls into parts, by the sampling profiler of V8: nothing is added to the work itself. */
export async function timeSplit(
  parts: readonly TimedPart[],
  work: () => Promise<void>,
): Promise<ReadonlyMap<string, number>> {
  const session = new Session()
  session.connect()
  try {
    await session.post('Profiler.enable')
    await session.post('Profiler.start')
    await work()
    const { profile } = await session.post('Profiler.stop')
    return sharesOf(profile, parts)
  } finally {
    session.disconnect()
  }
}

/** Share of the samples [0…1] in each part; those of no part are left out of the whole. */
function sharesOf({ nodes, samples = [] }: Profiler.Profile, parts: readonly TimedPart[]): ReadonlyMap<string, number> {
  const partOf = new Map<number, string>()
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const visit = (id: number, inherited: string | undefined): void => {
    const node = byId.get(id)
    if (!node) return
    const { functionName, url } = node.callFrame
    const own = parts.find((part) => part.functionName === functionName && url.endsWith(part.file))
    const name = own?.name ?? inherited
    if (name) partOf.set(id, name)
    for (const child of node.children ?? []) visit(child, name)
  }
  const [root] = nodes
  if (root) visit(root.id, undefined)
  const counts = new Map(parts.map(({ name }) => [name, 0]))
  let all = 0
  for (const sample of samples) {
    const name = partOf.get(sample)
    if (name === undefined) continue
    all++
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return new Map([...counts].map(([name, count]) => [name, count / Math.max(all, 1)]))
}
