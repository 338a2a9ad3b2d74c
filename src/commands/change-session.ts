import { isStaff } from '../domain/access/audience.ts'
import { NOT_KNOWN } from '../domain/sensing/grouping/connections.ts'
import type { Session } from '../ports/records.ts'
import { NO_WORKS } from '../state/flood-works.ts'
import { anIncident } from '../state/incident.ts'
import { NO_QUALITY, NO_SELECTION } from '../state/store.ts'
import type { CommandContext } from './context.ts'
import { loadAlarms } from './load-alarms.ts'
import { loadIngest } from './load-ingest.ts'
import { loadInternal } from './load-internal.ts'
import { loadSensors } from './load-sensors.ts'
import { noteSession } from './note-session.ts'
import { watchReadings } from './watch-readings.ts'

const GRANT_RENEWAL_MILLISECONDS = 4 * 60_000
const ALARM_MILLISECONDS = 30_000
const INGEST_MILLISECONDS = 60_000
const SENSOR_MILLISECONDS = 30_000

/**
 * Follows a sign-in, a sign-out or an expiry. A new person starts from nothing: no row of the one before stays on the
 * page. Returns what stops the live parts.
 */
export async function changeSession(context: CommandContext, session: Session | null): Promise<() => void> {
  const { ports, clock } = context
  context.running.current?.abort()
  context.flooding.current?.abort()
  context.leaking.current?.abort()
  context.analysing.current?.abort()
  context.locating.current?.abort()
  clearInternal(context)
  noteSession(context, session)
  if (!session || !isStaff(session.role)) return () => {}
  await loadInternal(context)
  void loadIngest(context)
  const stops = [
    watchReadings(context),
    clock.every(GRANT_RENEWAL_MILLISECONDS, () => void ports.session.renewGrant()),
    clock.every(INGEST_MILLISECONDS, () => void loadIngest(context)),
    clock.every(ALARM_MILLISECONDS, () => void loadAlarms(context)),
    // who hears no live stream reads again instead
    ...(session.reach.hearsAll ? [] : [clock.every(SENSOR_MILLISECONDS, () => void loadSensors(context))]),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

function clearInternal({ store, clock }: CommandContext): void {
  store.setState((state) => ({
    internal: null,
    hasBuildMismatch: false,
    assets: { state: 'idle' },
    // the chosen asset's name stays, so that a shared link opens once its reader has signed in
    selection: { ...NO_SELECTION, assetId: state.selection.assetId },
    // so does a query that waits for a sign-in; nothing that was found stays
    search: { query: state.search.query, results: { state: 'idle' } },
    history: { from: 0, to: 0, series: { state: 'idle' } },
    sensors: { state: 'idle' },
    latest: new Map(),
    badRows: 0,
    link: { state: 'connecting', since: clock.now() },
    alarms: { state: 'idle' },
    drills: [],
    outlook: { state: 'idle' },
    connections: { of: '', ways: NOT_KNOWN },
    alarmsReadAt: null,
    openings: { state: 'idle' },
    moment: { state: 'idle' },
    quality: NO_QUALITY,
    figures: { state: 'idle' },
    ingest: { state: 'idle' },
    // the alarm of a link stays, nothing that was read for it
    incident: state.incident && anIncident(state.incident.alarmId),
    log: [],
    run: null,
    trace: null,
    filter: { ...state.filter, among: null },
    flood: null,
    floodPlan: { state: 'idle' },
    floodWorks: NO_WORKS,
    adjacency: null,
    leakSource: null,
    leak: null,
    leakForm: null,
    leakPlan: { state: 'idle' },
  }))
}
