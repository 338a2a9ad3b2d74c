import {
  isStaff,
  mayAcknowledge,
  mayRecord,
  maySeeIngest,
  OWN_ASSETS,
  type Reach,
  type Role,
  WHOLE_CITY,
} from '../../../domain/access/audience.ts'
import type { AssetId, SensorId } from '../../../domain/ids.ts'
import { type Failure, fail, type Result, succeed } from '../../../domain/result.ts'
import type { ConnectionRows } from '../../../domain/sensing/grouping/connections.ts'
import { QUALITIES, type Reading } from '../../../domain/sensing/reading.ts'
import type { ReadingPort, WatchListener } from '../../../ports/readings.ts'
import type {
  Alarm,
  Asset,
  AssetThen,
  CityFigures,
  FaultReport,
  Finding,
  IngestState,
  LifecycleRecord,
  NearbyAsset,
  OperationRecord,
  RecordPort,
  RecordVersion,
  Sensor,
  SensorOutlook,
  Session,
  SessionPort,
} from '../../../ports/records.ts'
import type { ServerPort } from '../../../ports/server.ts'

const GRANT_MILLISECONDS = 300_000

/** What a city in memory holds; tests give what they need and nothing else. */
export interface MemoryCity {
  readonly city: string
  readonly build: string
  /** reach: as the role has it where none is given */
  readonly users?: readonly {
    readonly email: string
    readonly password: string
    readonly role: Role
    readonly reach?: Reach
  }[]
  readonly assets?: readonly Asset[]
  readonly lifecycles?: ReadonlyMap<AssetId, LifecycleRecord>
  readonly versions?: ReadonlyMap<AssetId, readonly RecordVersion[]>
  /** by asset, without gaps */
  readonly past?: ReadonlyMap<AssetId, readonly AssetThen[]>
  readonly sensors?: readonly Sensor[]
  readonly alarms?: readonly Alarm[]
  readonly outlook?: SensorOutlook
  readonly connections?: ConnectionRows
  readonly readings?: readonly Reading[]
  readonly figures?: CityFigures
  readonly ingest?: IngestState
  readonly nearby?: readonly NearbyAsset[]
  readonly findings?: readonly Finding[]
  readonly now?: () => number
}

const NOTHING_SENT: IngestState = { since: 0, accepted: 0, late: 0, duplicate: 0, unknown: 0, bad: 0, examples: [] }

/** The same ports as the Supabase backend, in memory, with hands on what the world does to them. */
export interface MemoryBackend {
  readonly server: ServerPort
  readonly records: RecordPort
  readonly session: SessionPort
  readonly readings: ReadingPort
  /** makes the server answer `starting` with a step, or ready with null */
  setStep(step: string | null): void
  /** every call fails with this until null */
  setFault(fault: Failure | null): void
  /** sends a batch to whoever watches */
  send(readings: readonly Reading[]): void
  /** the listener of the page, for link changes, rejoins and bad rows; null when nobody watches */
  listener(): WatchListener | null
  /** what the page that watches hears of besides alarms */
  topics(): Parameters<ReadingPort['watch']>[0]
  /** ends the session as an expiry does */
  expire(): void
  setAlarms(alarms: readonly Alarm[]): void
}

/** A backend in memory: anonymous reads nothing, staff read everything, those on duty acknowledge. */
export function createMemoryBackend(content: MemoryCity): MemoryBackend {
  const now = content.now ?? (() => 0)
  const stored = [...(content.readings ?? [])]
  const reports: FaultReport[] = []
  const operations = new Map<AssetId, OperationRecord[]>()
  const listeners = new Set<(session: Session | null) => void>()
  let alarms = [...(content.alarms ?? [])]
  let session: Session | null = null
  let step: string | null = null
  let fault: Failure | null = null
  let watching: WatchListener | null = null
  let watched: Parameters<ReadingPort['watch']>[0] = []

  const change = (next: Session | null) => {
    session = next
    for (const listener of listeners) listener(next)
  }
  /** Answers as the policies would: nothing for anonymous. */
  const forStaff = async <Value>(answer: () => Result<Value>): Promise<Result<Value>> => {
    if (fault) return { ok: false, failure: fault }
    if (!session || !isStaff(session.role)) return fail('refused', 'policy: staff only')
    return answer()
  }
  const find = <Value>(value: Value | undefined): Result<Value> =>
    value === undefined ? fail('not-found', 'no such record') : succeed(value)

  return {
    server: {
      health: async () => {
        if (fault) return { ok: false, failure: fault }
        return step === null ? succeed(null) : fail('starting', step)
      },
    },
    records: {
      city: async () => (fault ? { ok: false, failure: fault } : succeed({ city: content.city, build: content.build })),
      asset: (id) => forStaff(() => find(content.assets?.find((asset) => asset.id === id))),
      lifecycle: (id) =>
        forStaff(() => {
          const record = content.lifecycles?.get(id)
          return find(record && { ...record, operations: [...(operations.get(id) ?? []), ...record.operations] })
        }),
      versions: (id) => forStaff(() => find(content.versions?.get(id))),
      assetThen: (id, at) =>
        forStaff(() => find(content.past?.get(id)?.find(({ from, to }) => at >= (from ?? at) && at < (to ?? at + 1)))),
      neighbours: () => forStaff(() => succeed({ radius_m: 5, total: 0, nearest: [] })),
      recordOperation: (id, entry) =>
        forStaff(() => {
          if (!session || !mayRecord(session.role)) return fail('refused', 'policy: planners, duty, enterprises only')
          const by = { recordedBy: session.email, recordedAt: now(), isMine: true }
          const record: OperationRecord = { ...entry, ...by, id: `own-${now()}-${operations.get(id)?.length ?? 0}` }
          operations.set(id, [record, ...(operations.get(id) ?? [])])
          return succeed(record)
        }),
      withdrawOperation: (recordId) =>
        forStaff(() => {
          for (const [id, records] of operations) {
            const kept = records.filter((record) => record.id !== recordId)
            if (kept.length === records.length) continue
            operations.set(id, kept)
            return succeed(null)
          }
          return fail('not-found', 'no record of this person')
        }),
      search: (query, limit) =>
        forStaff(() => succeed((content.assets ?? []).filter((asset) => matches(asset, query)).slice(0, limit))),
      sensors: () => forStaff(() => succeed(content.sensors ?? [])),
      alarms: () => forStaff(() => succeed(alarms)),
      acknowledge: (alarmId) =>
        forStaff(() => {
          if (!session || !mayAcknowledge(session.role)) return fail('refused', 'policy: duty only')
          const by = session.email
          alarms = alarms.map((it) => (it.id === alarmId ? { ...it, acknowledgedAt: now(), acknowledgedBy: by } : it))
          return find(alarms.find((it) => it.id === alarmId))
        }),
      shelve: (alarmId, until, reason) =>
        forStaff(() => {
          if (!session || !mayAcknowledge(session.role)) return fail('refused', 'policy: duty only')
          const changed = { shelvedUntil: until, shelvedBy: session.email, shelveReason: reason }
          alarms = alarms.map((it) => (it.id === alarmId ? { ...it, ...changed } : it))
          return find(alarms.find((it) => it.id === alarmId))
        }),
      drills: () => forStaff(() => succeed([])),
      startDrill: () => forStaff(() => fail('refused', 'no made-up field')),
      outlook: () => forStaff(() => succeed(content.outlook ?? { approaches: [], drifts: [] })),
      connections: () => forStaff(() => succeed(content.connections ?? { places: [], distances: [] })),
      sensorFaults: () => forStaff(() => succeed([])),
      alarmsAt: (at) =>
        forStaff(() => succeed(alarms.filter((it) => it.openedAt <= at && (it.closedAt === null || it.closedAt > at)))),
      alarmsBetween: (from, to) =>
        forStaff(() =>
          succeed(
            alarms.filter((it) => it.openedAt >= from && it.openedAt <= to).sort((a, b) => a.openedAt - b.openedAt),
          ),
        ),
      sensorsAt: (at) =>
        forStaff(() =>
          succeed(
            (content.sensors ?? []).flatMap(({ id }) => {
              const newest = stored.filter((it) => it.sensor === id && it.at <= at).sort((a, b) => b.at - a.at)[0]
              return newest
                ? [{ sensorId: id, at: newest.at, value: newest.value, quality: newest.quality, grade: newest.grade }]
                : []
            }),
          ),
        ),
      nearby: (_at, radius, limit) =>
        forStaff(() => succeed((content.nearby ?? []).filter((it) => it.distance_m <= radius).slice(0, limit))),
      figures: () => forStaff(() => find(content.figures)),
      ingest: async () =>
        session && maySeeIngest(session.role)
          ? succeed(content.ingest ?? NOTHING_SENT)
          : fail('refused', 'policy: staff only'),
      findingRules: () =>
        forStaff(() => {
          const all = content.findings ?? []
          const first = all.filter((it, at) => at === all.findIndex((other) => isOneRule(it, other)))
          return succeed(
            first.map((it) => {
              const { length } = all.filter((other) => isOneRule(it, other))
              const { rule, severity, clause, isExample } = it
              return { rule, severity, clause, isExample, listed: length, total: length }
            }),
          )
        }),
      findings: (rule, severity, limit) =>
        forStaff(() =>
          succeed((content.findings ?? []).filter((it) => isOneRule(it, { rule, severity })).slice(0, limit)),
        ),
      reportFault: ({ assetId, field, text }) =>
        forStaff(() => {
          const reportedBy = session?.email ?? ''
          const report = {
            id: reports.length + 1,
            assetId,
            field,
            text,
            reportedAt: now(),
            reportedBy,
            state: 'open' as const,
          }
          reports.push(report)
          return succeed(report)
        }),
      faultReports: (id) => forStaff(() => succeed(reports.filter(({ assetId }) => assetId === id))),
    },
    session: {
      signIn: async (email, password) => {
        if (fault) return { ok: false, failure: fault }
        const user = content.users?.find((it) => it.email === email && it.password === password)
        if (!user) return fail('refused', 'wrong e-mail or password')
        const next: Session = {
          userId: user.email,
          email: user.email,
          role: user.role,
          standing: 'good',
          reach: user.reach ?? reachOf(user.role),
        }
        change(next)
        return succeed(next)
      },
      signOut: async () => change(null),
      current: async () => succeed(session),
      onChange: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      secondFactor: async () => fail('not-found', 'accounts in memory have a password alone'),
      giveCode: async () => fail('not-found', 'accounts in memory have a password alone'),
      changePassword: () => forStaff(() => succeed(null)),
      renewGrant: () => forStaff(() => succeed({ expiresAt: now() + GRANT_MILLISECONDS })),
    },
    readings: {
      history: (sensor, from, to, limit) => forStaff(() => succeed(series(stored, sensor, from, to, limit))),
      watch: (topics, listener) => {
        watching = listener
        watched = topics
        listener.onLink('live')
        return () => {
          watching = null
        }
      },
    },
    setStep: (next) => {
      step = next
    },
    setFault: (next) => {
      fault = next
    },
    send: (readings) => {
      stored.push(...readings)
      watching?.onReadings(readings)
    },
    listener: () => watching,
    topics: () => watched,
    expire: () => change(null),
    setAlarms: (next) => {
      alarms = [...next]
    },
  }
}

function reachOf(role: Role): Reach {
  return role === 'enterprise' ? OWN_ASSETS : WHOLE_CITY
}

function matches(asset: Asset, query: string): boolean {
  return [asset.id, asset.name, asset.road, asset.road_en].some((text) =>
    text?.toLowerCase().includes(query.toLowerCase()),
  )
}

function series(stored: readonly Reading[], sensor: SensorId, from: number, to: number, limit: number) {
  const found = stored
    .filter((reading) => reading.sensor === sensor && reading.at >= from && reading.at <= to)
    .sort((a, b) => a.at - b.at)
    .slice(-limit)
  return {
    sensor,
    at: Float64Array.from(found, (reading) => reading.at),
    value: Float64Array.from(found, (reading) => reading.value),
    quality: Uint8Array.from(found, (reading) => QUALITIES.indexOf(reading.quality)),
  }
}

type OfRule = Pick<Finding, 'rule' | 'severity'>

function isOneRule(a: OfRule, b: OfRule): boolean {
  return a.rule === b.rule && a.severity === b.severity
}
