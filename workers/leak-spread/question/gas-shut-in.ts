import type { LeakPressure } from './gas-pressure.ts'
import { isInUse } from './gas-tiers.ts'
import type { LeakingPipe } from './leaking-pipe.ts'

/** Pipes that empty through the leak once the valves are shut. */
export interface ShutInPipes {
  /** inside of them [m³] */
  readonly volume: number
  /** mean above the air when they are shut [kPa]; null = not known */
  readonly gauge: number | null
  readonly pipes: number
  /** of them without a known diameter: left out of the volume */
  readonly unsized: number
}

/**
 * What of the links that are cut off flows back to the leak: all pipes in use, but none behind a regulator, which lets nothing
 * back.
 *
 * @param emptied  links without supply once the valves are shut
 */
export function gasShutIn(pipe: LeakingPipe, emptied: readonly number[], { asked, meanOf }: LeakPressure): ShutInPipes {
  const { pipes } = pipe
  const cutOff = new Set(emptied.filter((link) => !pipes.isDevice[link] && isInUse(pipes.status[link] ?? 0)))
  const reached = asked ? upstream(asked, pipe.link, cutOff) : cutOff
  let [volume, unsized] = [0, 0]
  for (const link of reached) {
    const room = (Math.PI / 4) * (pipes.diameter[link] as number) ** 2 * (pipes.length[link] as number)
    if (room > 0) volume += room
    else unsized += 1
  }
  return { volume, gauge: meanOf?.(reached) ?? null, pipes: reached.size, unsized }
}

/** Cut off links that gas comes from to a link, past no regulator against its way. */
function upstream({ network, linkOf }: NonNullable<LeakPressure['asked']>, leak: number, cutOff: ReadonlySet<number>) {
  const at = new Map<number, number[]>()
  network.links.forEach(({ from, to }, n) => {
    for (const node of [from, to]) {
      const there = at.get(node)
      if (there) there.push(n)
      else at.set(node, [n])
    }
  })
  const reached = new Set<number>()
  const seen = new Set<number>()
  const queue = [linkOf.indexOf(leak)]
  const visit = (node: number) => {
    if (seen.has(node)) return
    seen.add(node)
    queue.push(
      ...(at.get(node) ?? []).filter((n) => network.links[n]?.kind !== 'regulator' || network.links[n]?.to === node),
    )
  }
  for (let head = 0; head < queue.length; head++) {
    const number = queue[head] as number
    const link = network.links[number]
    const own = linkOf[number] as number
    if (!link || (link.kind === 'pipe' && !cutOff.has(own)) || reached.has(own)) continue
    if (link.kind === 'pipe') reached.add(own)
    visit(link.from)
    if (link.kind !== 'regulator') visit(link.to)
  }
  return reached
}
