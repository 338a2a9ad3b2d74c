import type { TwinState } from './store.ts'

/** What Escape closes, one at a time. A flood is none of them: hours of computing go by their own button alone. */
export type Topmost =
  | 'drawing'
  | 'picking'
  | 'leak-form'
  | 'record'
  | 'leak-source'
  | 'trace'
  | 'run'
  | 'leak'
  | 'incident'

type Opened = Pick<
  TwinState,
  'floodWorks' | 'trace' | 'leakForm' | 'selection' | 'incident' | 'leakSource' | 'run' | 'leak'
>

/**
 * What lies on top: first what has taken over the clicks in the picture, then what was opened on something else.
 *
 * @returns null when nothing is open
 */
export function topmostOf(state: Opened): Topmost | null {
  const { floodWorks, trace, leakForm, selection, incident, leakSource, run, leak } = state
  const { assetId, sensorId } = selection
  if (floodWorks.drawing !== null) return 'drawing'
  if (trace?.state === 'picking') return 'picking'
  if (assetId !== null && leakForm === assetId) return 'leak-form'
  // the sensor of the incident is told by the incident
  const isOwn = assetId === null && incident?.alarm != null && incident.alarm.sensorId === sensorId
  if (!isOwn && (assetId !== null || sensorId !== null)) return 'record'
  if (leakSource !== null) return 'leak-source'
  if (trace !== null) return 'trace'
  if (run !== null) return 'run'
  if (leak !== null) return 'leak'
  return incident === null ? null : 'incident'
}
