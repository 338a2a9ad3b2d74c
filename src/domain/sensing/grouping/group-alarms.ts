import { distanceBetween } from '../neighbours.ts'
import { type Connections, NOT_KNOWN } from './connections.ts'

/** What alarms of a group have in common. */
export const CAUSES = ['storm', 'gas', 'burst', 'drainage', 'heat', 'bridge', 'gallery', 'tunnel', 'building'] as const
export type Cause = (typeof CAUSES)[number]

/** An alarm as the grouping sees it. */
export interface PlacedAlarm {
  readonly id: number
  readonly sensorId: string
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
  /** so many of the others are connected with the lead, the farthest by `along` [m] along their pipe network */
  readonly connected: number
  readonly along: number
  /** so many of the others would go by connection, but where they sit on the network is not known: the distance in plan had to do */
  readonly unconnected: number
}

interface Coupling {
  readonly cause: Cause
  /** kinds that show it, the nearest to the cause first; only the first `leads` of them can lead */
  readonly kinds: readonly string[]
  readonly leads: number
  /** between an alarm and the lead [m]; 'asset' = on the same structure */
  readonly within: number | 'asset'
  /**
   * pipe networks along which it spreads: two alarms whose sensors both sit on these must be connected, by a way of at most
   * `reach` [m]; of others the distance in plan decides
   */
  readonly along?: { readonly disciplines: readonly string[]; readonly reach: number }
  /** between their openings [ms] */
  readonly window: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Kinds that sit on the pipes themselves: of these it is missing when nobody knows where on the network they are. */
const NETWORK_KINDS: ReadonlySet<string> = new Set([
  ...['gas-flow', 'gas-pressure', 'water-pressure', 'water-flow', 'leak-acoustic', 'sewer-level', 'sewer-flow'],
  ...['heat-pressure', 'heat-flow', 'heat-temperature'],
])
const DRAINS = ['sewer-level', 'sewer-flow', 'road-water', 'tunnel-water-level', 'manhole-cover'] as const

/**
 * Known couplings, the wider cause first. Distances and times are example values (示例值); a way along streets is up to half
 * as long again as the straight line.
 */
const COUPLINGS: readonly Coupling[] = [
  { cause: 'storm', kinds: ['rain-gauge', ...DRAINS], leads: 1, within: 20_000, window: 4 * HOUR },
  {
    cause: 'gas',
    kinds: ['gas-flow', 'gas-pressure', 'ch4-well', 'gas-restaurant'],
    leads: 4,
    within: 400,
    along: { disciplines: ['gas'], reach: 600 },
    window: HOUR,
  },
  {
    cause: 'burst',
    kinds: ['water-pressure', 'water-flow', 'leak-acoustic', 'road-water'],
    leads: 2,
    within: 1200,
    along: { disciplines: ['water'], reach: 1800 },
    window: 45 * MINUTE,
  },
  {
    cause: 'drainage',
    kinds: DRAINS,
    leads: DRAINS.length,
    within: 600,
    along: { disciplines: ['sewer', 'storm'], reach: 900 },
    window: HOUR,
  },
  {
    cause: 'heat',
    kinds: ['heat-pressure', 'heat-flow', 'heat-temperature'],
    leads: 3,
    within: 800,
    along: { disciplines: ['heat'], reach: 1200 },
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

/** How far along a network of these disciplines any cause reaches a sensor of this kind [m]; null = it goes by no network. */
export function reachOf(kind: string, discipline: string): number | null {
  const reaches = COUPLINGS.flatMap(({ kinds, along }) =>
    along?.disciplines.includes(discipline) && kinds.includes(kind) ? [along.reach] : [],
  )
  return reaches.length === 0 ? null : Math.max(...reaches)
}

/**
 * Puts alarms together that probably have one cause: of kinds that are known to be coupled, near enough to the lead and in
 * time with it. Near along their pipe network where both sit on one that carries the cause, else in plan. Only the lead is
 * measured from, so that groups do not grow into each other. Every alarm is in one group.
 *
 * @param connections  ways between sensors along the networks, as far as they are known
 */
export function groupAlarms<Alarm extends PlacedAlarm>(
  alarms: readonly Alarm[],
  connections: Connections = NOT_KNOWN,
): readonly AlarmGroup<Alarm>[] {
  const groups: Growing<Alarm>[] = []
  const ordered = [...alarms].sort((a, b) => rankOf(a.kind) - rankOf(b.kind) || a.openedAt - b.openedAt || a.id - b.id)
  for (const alarm of ordered) {
    const joined = COUPLINGS.flatMap((coupling) =>
      groups.flatMap((group) => {
        if (group.cause !== null && group.cause !== coupling.cause) return []
        const tie = tieOf(group.lead, alarm, coupling, connections)
        return tie === null ? [] : [{ group, tie, cause: coupling.cause }]
      }),
    )[0]
    if (!joined) {
      groups.push({ lead: alarm, others: [], cause: null, radius: 0, connected: 0, along: 0, unconnected: 0 })
      continue
    }
    const { group, cause, tie } = joined
    group.others.push(alarm)
    group.cause = cause
    if (tie.along !== null) {
      group.connected++
      group.along = Math.max(group.along, tie.along)
    }
    if (tie.isUnconnected) group.unconnected++
    const distance = distanceBetween(group.lead, alarm)
    if (Number.isFinite(distance)) group.radius = Math.max(group.radius, distance)
  }
  for (const { others } of groups) others.sort((a, b) => a.openedAt - b.openedAt || a.id - b.id)
  return groups
}

interface Growing<Alarm> {
  readonly lead: Alarm
  readonly others: Alarm[]
  cause: Cause | null
  radius: number
  connected: number
  along: number
  unconnected: number
}

/** What ties an alarm to a lead: the way along their network [m], or null = something else did. */
interface Tie {
  readonly along: number | null
  /** their network would decide, but is not known for one of them */
  readonly isUnconnected: boolean
}

const IN_PLAN: Tie = { along: null, isUnconnected: false }

function tieOf(lead: PlacedAlarm, alarm: PlacedAlarm, coupling: Coupling, connections: Connections): Tie | null {
  const { kinds, leads, within, window, along } = coupling
  const place = kinds.indexOf(lead.kind)
  if (place < 0 || place >= leads || !kinds.includes(alarm.kind)) return null
  if (Math.abs(alarm.openedAt - lead.openedAt) > window) return null
  if (within === 'asset') return lead.assetId !== null && lead.assetId === alarm.assetId ? IN_PLAN : null
  if (along) {
    const sits = (it: PlacedAlarm) => along.disciplines.includes(connections.networkOf(it.sensorId) ?? '')
    if (sits(lead) && sits(alarm)) {
      const way = connections.wayBetween(lead.sensorId, alarm.sensorId)
      return way <= along.reach ? { along: way, isUnconnected: false } : null
    }
  }
  if (distanceBetween(lead, alarm) > within) return null
  const goesByNetwork = (it: PlacedAlarm) => NETWORK_KINDS.has(it.kind) && connections.networkOf(it.sensorId) === null
  return { along: null, isUnconnected: along !== undefined && (goesByNetwork(lead) || goesByNetwork(alarm)) }
}

/** How near to its widest cause a kind is: 0 nearest. */
function rankOf(kind: string): number {
  return COUPLINGS.find(({ kinds }) => kinds.includes(kind))?.kinds.indexOf(kind) ?? 0
}

function onStructure(cause: 'bridge' | 'gallery' | 'tunnel', of: readonly string[]): Coupling {
  const kinds = of.map((quantity) => `${cause}-${quantity}`)
  return { cause, kinds, leads: kinds.length, within: 'asset', window: 1.5 * HOUR }
}
