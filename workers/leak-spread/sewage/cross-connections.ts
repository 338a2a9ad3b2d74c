import type { SEWER_CLASSES } from './case.ts'
import type { DrainOrder } from './dry-flow.ts'

export type SewerClass = (typeof SEWER_CLASSES)[number]

/** Rain and foul sewers that seem joined. */
export interface Suspicion {
  /** what runs where it should not */
  readonly kind: 'sewage in storm sewer' | 'rain in foul sewer' | 'steady water in storm sewer'
  /** by the classes of what meets at a node, or by what a link carries */
  readonly by: 'layout' | 'signature'
  /** the node, or the link that was measured */
  readonly at: string
  /** links that run in and out there; of a signature the link alone */
  readonly links: readonly string[]
  /** of a signature: mean of dry weather [m³/s], its swing over the day (most − least)/mean, flow in rain over that of dry hours */
  readonly dryFlow: number | null
  readonly swing: number | null
  readonly wetRatio: number | null
}

/** Foul water swings over the day more than ground water does; rain makes a foul sewer carry so many times its dry flow (choices). */
const [SWING, WET] = [0.5, 2]
const HOUR = 3600
const DAY_HOURS = 24
/** Hours of the day that must have been measured in dry weather. */
const LEAST_HOURS = 12

/** By layout: a foul sewer that runs into a storm sewer, or the reverse. */
export function suspectedByLayout(
  order: Pick<DrainOrder, 'nodes' | 'out'>,
  classes: Readonly<Record<string, SewerClass>>,
): Suspicion[] {
  const incoming = new Map<string, string[]>()
  for (const list of order.out.values())
    for (const { id, to } of list) incoming.set(to, [...(incoming.get(to) ?? []), id])
  return order.nodes.flatMap((node) => {
    const of = (ids: readonly string[], wanted: SewerClass) => ids.filter((id) => classes[id] === wanted)
    const [into, out] = [incoming.get(node) ?? [], (order.out.get(node) ?? []).map(({ id }) => id)]
    const suspicion = (kind: Suspicion['kind'], from: SewerClass, to: SewerClass): Suspicion[] => {
      const [bring, take] = [of(into, from), of(out, to)]
      if (bring.length === 0 || take.length === 0) return []
      return [{ kind, by: 'layout', at: node, links: [...bring, ...take], dryFlow: null, swing: null, wetRatio: null }]
    }
    return [
      ...suspicion('sewage in storm sewer', 'sanitary', 'storm'),
      ...suspicion('rain in foul sewer', 'storm', 'sanitary'),
    ]
  })
}

/** What was measured in a link. */
export interface FlowRecord {
  readonly link: string
  /** [s since a midnight, m³/s, mm/h] */
  readonly readings: readonly (readonly [time: number, flow: number, rain: number])[]
}

/**
 * By signature. A storm sewer that runs in dry weather carries sewage where its flow swings over the day, ground or drinking water
 * where it is steady; a foul sewer carries rain where its flow in rain is a multiple of that of the same hours when dry.
 *
 * @returns  null = too few hours of dry weather were measured
 */
export function suspectedBySignature(
  { link, readings }: FlowRecord,
  own: SewerClass,
  { dryAfter, leastFlow }: { readonly dryAfter: number; readonly leastFlow: number },
): Suspicion[] | null {
  const ordered = [...readings].sort((a, b) => a[0] - b[0])
  const [dry, wet]: [FlowRecord['readings'][number][], FlowRecord['readings'][number][]] = [[], []]
  // what fell before the record is not known: it begins as if it had just rained
  let rained = ordered[0]?.[0] ?? 0
  for (const reading of ordered) {
    const isRain = reading[2] > 0
    if (isRain) {
      rained = reading[0]
      wet.push(reading)
    } else if (reading[0] - rained >= dryAfter) dry.push(reading)
  }
  const hours = Array.from({ length: DAY_HOURS }, (_, hour) =>
    meanOf(dry.filter((reading) => hourOf(reading[0]) === hour)),
  )
  const known = hours.filter((mean) => mean !== null)
  if (known.length < LEAST_HOURS) return null
  const dryFlow = known.reduce((sum, mean) => sum + mean, 0) / known.length
  const swing = dryFlow > 0 ? (Math.max(...known) - Math.min(...known)) / dryFlow : 0
  const beside = wet.flatMap(([time, flow]) => {
    const mean = hours[hourOf(time)] ?? null
    return mean === null || mean < leastFlow ? [] : [flow / mean]
  })
  const wetRatio = beside.length > 0 ? beside.reduce((sum, ratio) => sum + ratio, 0) / beside.length : null
  const told = { by: 'signature' as const, at: link, links: [link], dryFlow, swing, wetRatio }
  if (own === 'storm' && dryFlow >= leastFlow)
    return [{ kind: swing >= SWING ? 'sewage in storm sewer' : 'steady water in storm sewer', ...told }]
  if (own === 'sanitary' && (wetRatio ?? 0) >= WET) return [{ kind: 'rain in foul sewer', ...told }]
  return []
}

function hourOf(time: number): number {
  return (((Math.floor(time / HOUR) % DAY_HOURS) + DAY_HOURS) % DAY_HOURS) as number
}

function meanOf(readings: FlowRecord['readings']): number | null {
  if (readings.length === 0) return null
  return readings.reduce((sum, [, flow]) => sum + flow, 0) / readings.length
}
