import type { ValveSurge } from '../../../src/domain/leak/leak-outcome.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { waysFrom } from '../../../src/domain/network/trace.ts'
import type { BurstRun } from '../water/burst.ts'
import type { WaterModel } from '../water/model.ts'
import { surgeOf } from '../water/surge.ts'
import type { PipeIsolation } from './isolate-pipe.ts'
import type { LeakingPipe } from './leaking-pipe.ts'
import { linkName } from './water-names.ts'

/** How fast pressure runs in pipes of plastic, and in those of metal or concrete [m/s]: 示例值, the middle of 200–500 and of 900–1300. */
const WAVE = { plastic: 350, stiff: 1100 } as const
const PLASTIC = /^(?:HD)?PE|^U?PVC|^PPR|^BLG/i
/** A rise that mains of a city bear [kPa]: 示例值, some three tenths of their pressure. */
const LIMIT = 100
const KILO = 1000
const LEAST_LENGTH = 1

/** How far each node is from the nearest source, along pipes [m]: the same for every question to a network. */
export function waysFromSources({
  network,
  pipes,
}: Pick<LeakingPipe, 'network' | 'pipes'>): ReadonlyMap<number, number> {
  const sources = Array.from(network.isSource.keys()).filter((node) => network.isSource[node] === 1)
  const lengths = pipes.length.map((length) => (length > 0 ? length : 0))
  return waysFrom(network, sources, lengths, Number.POSITIVE_INFINITY)
}

/**
 * What shutting each valve of an isolation at once does, and how long closing should take. By the flow in its pipe while it leaks; the
 * last to be closed carries what still runs out, at most all of it. Pressure is held at the nearest source: the longest way that
 * a wave may have, since in a city it comes back sooner from wider mains.
 *
 * @param ways  of `waysFromSources`
 */
export function surgesOf(
  { network, pipes }: Pick<LeakingPipe, 'network' | 'pipes'>,
  { outcome: { valves } }: Pick<PipeIsolation, 'outcome'>,
  { linkOf, diameter }: Pick<WaterModel, 'linkOf' | 'diameter'>,
  { burst }: Pick<BurstRun, 'burst'>,
  ways: ReadonlyMap<number, number>,
): (ValveSurge | null)[] {
  return valves.map((valve, order) => {
    const link = network.linkId.indexOf(valve.link)
    const modelLink = linkOf.get(linkName(link))
    const length = ways.get(network.nodeId.indexOf(valve.node)) ?? Number.NaN
    const bore = diameter[modelLink ?? -1] as number
    if (modelLink === undefined || !(bore > 0) || !Number.isFinite(length) || !((pipes.diameter[link] as number) > 0))
      return null
    const flow = Math.abs(burst.flow[modelLink] as number)
    const stopped = order === valves.length - 1 ? Math.max(flow, burst.leak) : flow
    const wave = PLASTIC.test(pipes.material.at(link) ?? '') ? WAVE.plastic : WAVE.stiff
    const speed = stopped / ((Math.PI / 4) * bore ** 2)
    const { atOnce, closing } = surgeOf(speed, wave, Math.max(length, LEAST_LENGTH), KILO * LIMIT)
    return { atOnce_kpa: atOnce / KILO, closing_s: closing, limit_kpa: LIMIT }
  })
}

/** What nobody should forget who closes valves by it. */
export const SURGES_TOLD: Localized = {
  zh: `关阀水锤为数量级（可信程度 C 级）：瞬时关闭按 Joukowsky Δp = ρ·a·v，关阀历时按 Michaud T = 2ρLv/Δp 使压升不超过 ${LIMIT} kPa（示例值）；波速塑料管 ${WAVE.plastic}、其他 ${WAVE.stiff} m/s（示例值），L 取至最近供应源，流速取爆管时、最后一阀按全部出流；阀门末段关闭更快，宜更慢。`,
  en: `Water hammer at closing is an order of magnitude (evidence class C): Joukowsky Δp = ρ a v at once, Michaud T = 2 ρ L v / Δp for a rise of no more than ${LIMIT} kPa (an example); waves at ${WAVE.plastic} m/s in plastics and ${WAVE.stiff} m/s in others (examples), L to the nearest source, speeds while it leaks, all of the outflow for the last valve. Valves shut most of the flow in their last turns: close slower.`,
}
