import { isStaff } from '../domain/access/audience.ts'
import type { Session } from '../ports/records.ts'
import type { CommandContext } from './context.ts'
import { followPage } from './follow-page.ts'
import { loadSensors } from './load-sensors.ts'
import { settled } from './loading.ts'
import { noteSession } from './note-session.ts'
import { readManifest } from './read-manifest.ts'

const SENSOR_MILLISECONDS = 60_000

/** Brings the home page to life: city, server and session, and for staff the newest data's time. Returns what ends it. */
export function openHome(context: CommandContext): () => void {
  return followPage(context, greet)
}

async function greet(context: CommandContext, session: Session | null): Promise<() => void> {
  const { store, clock } = context
  store.setState({ internal: null, sensors: { state: 'idle' }, latest: new Map() })
  noteSession(context, session)
  if (!session || !isStaff(session.role)) return () => {}
  await Promise.all([loadManifest(context), loadSensors(context)])
  return clock.every(SENSOR_MILLISECONDS, () => void loadSensors(context))
}

/** What only staff may know of the build: the survey's CRS, and how much there is. */
async function loadManifest(context: CommandContext): Promise<void> {
  const { store } = context
  store.setState({ internal: { state: 'loading' } })
  store.setState({ internal: settled(await readManifest(context)) })
}
