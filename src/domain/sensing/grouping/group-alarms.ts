import { distanceBetween } from '../neighbours.ts'

/** What alarms of a group have in common. */
export const CAUSES = ['storm', 'gas', 'burst', 'drainage', 'heat', 'bridge', 'gallery', 'tunnel', 'building'] as const
export type Cause = (typeof CAUSES)[number]

/** An alarm as the grouping sees it. */
export interface PlacedAlarm {
  readonly id: number
  /** of its sensor */
  readonly kind: string
  readonly assetId: string | null
  readonly lon: number | null
  readonly lat: number | null
  /** [ms UTC] */
  readonly openedAt: number
}

/** Alarms that probably have one cause. */
export interface AlarmGroup<Alarm> {
  /** the one nearest to the cause: of the kind that shows it first, then the earliest */
  readonly lead: Alarm
  /** the others, earliest first; none = it stands alone */
  readonly others: readonly Alarm[]
  /** null = it stands alone */
  readonly cause: Cause | null
  /** farthest of the others from the lead, in plan [m] */
  readonly radius: number
}

interface Coupling {
  readonly cause: Cause
  /** kinds that show it, the nearest to the cause first; only the first `leads` of them can lead */
  readonly kinds: readonly string[]
  readonly leads: number
  /** between an alarm and the lead [m]; 'asset' = on the same structure */
  readonly within: number | 'asset'
  /** between their openings [ms] */
  readonly window: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DRAINS = ['sewer-level', 'sewer-flow', 'road-water', 'tunnel-water-level', 'manhole-cover'] as const

/** Known couplings, the wider cause first. Distances and times are example values (示例值). */
const COUPLINGS: readonly Coupling[] = [
  { cause: 'storm', kinds: ['rain-gauge', ...DRAINS], leads: 1, within: 20_000, window: 4 * HOUR },
  {
    cause: 'gas',
    kinds: ['gas-flow', 'gas-pressure', 'ch4-well', 'gas-restaurant'],
    leads: 4,
    within: 400,
    window: HOUR,
  },
  {
    cause: 'burst',
    kinds: ['water-pressure', 'water-flow', 'leak-acoustic', 'road-water'],
    leads: 2,
    within: 1200,
    window: 45 * MINUTE,
  },
  { cause: 'drainage', kinds: DRAINS, leads: DRAINS.length, within: 600, window: HOUR },
  {
    cause: 'heat',
    kinds: ['heat-pressure', 'heat-flow', 'heat-temperature'],
    leads: 3,
    within: 800,
    window: HOUR,
  },
  onStructure('bridge', ['load', 'strain', 'deflection', 'acceleration', 'tilt', 'crack']),
  onStructure('gallery', ['methane', 'h2s', 'oxygen', 'temperature', 'humidity', 'water-level']),
  onStructure('tunnel', ['water-level', 'co', 'convergence', 'settlement']),
  {
    cause: 'building',
    kinds: ['building-settlement', 'building-tilt', 'building-crack'],
    leads: 3,
    within: 60,
    window: 24 * HOUR,
  },
]

/**
 * Puts alarms together that probably have one cause: of kinds that are known to be coupled, near enough to the lead and in
 * time with it. Only the lead is measured from, so that groups do not grow into each other. Every alarm is in one group.
 */
export function groupAlarms<Alarm extends PlacedAlarm>(alarms: readonly Alarm[]): readonly AlarmGroup<Alarm>[] {
  const groups: { lead: Alarm; others: Alarm[]; cause: Cause | null; radius: number }[] = []
  const ordered = [...alarms].sort((a, b) => rankOf(a.kind) - rankOf(b.kind) || a.openedAt - b.openedAt || a.id - b.id)
  for (const alarm of ordered) {
    const joined = COUPLINGS.flatMap((coupling) =>
      groups
        .filter(({ lead, cause }) => (cause === null || cause === coupling.cause) && isCoupled(lead, alarm, coupling))
        .map((group) => ({ group, cause: coupling.cause })),
    )[0]
    if (!joined) {
      groups.push({ lead: alarm, others: [], cause: null, radius: 0 })
      continue
    }
    const { group, cause } = joined
    group.others.push(alarm)
    group.cause = cause
    const distance = distanceBetween(group.lead, alarm)
    if (Number.isFinite(distance)) group.radius = Math.max(group.radius, distance)
  }
  for (const { others } of groups) others.sort((a, b) => a.openedAt - b.openedAt || a.id - b.id)
  return groups
}

function isCoupled(lead: PlacedAlarm, alarm: PlacedAlarm, { kinds, leads, within, window }: Coupling): boolean {
  const place = kinds.indexOf(lead.kind)
  if (place < 0 || place >= leads || !kinds.includes(alarm.kind)) return false
  if (Math.abs(alarm.openedAt - lead.openedAt) > window) return false
  if (within === 'asset') return lead.assetId !== null && lead.assetId === alarm.assetId
  return distanceBetween(lead, alarm) <= within
}

/** How near to its widest cause a kind is: 0 nearest. */
function rankOf(kind: string): number {
  return COUPLINGS.find(({ kinds }) => kinds.includes(kind))?.kinds.indexOf(kind) ?? 0
}

function onStructure(cause: 'bridge' | 'gallery' | 'tunnel', of: readonly string[]): Coupling {
  const kinds = of.map((quantity) => `${cause}-${quantity}`)
  return { cause, kinds, leads: kinds.length, within: 'asset', window: 1.5 * HOUR }
}
