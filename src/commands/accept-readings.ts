import type { Reading } from '../domain/sensing/reading.ts'
import { appendReadings, mergeReadings } from '../state/merge-readings.ts'
import type { Incident } from '../state/store.ts'
import type { CommandContext } from './context.ts'

/** Takes readings of the live stream into the newest values and into the chart that is open. */
export function acceptReadings({ store }: CommandContext, readings: readonly Reading[]): void {
  store.setState((state) => {
    const latest = mergeReadings(state.latest, readings)
    if (latest === state.latest) return state
    const incident = state.time === null ? withReadings(state.incident, readings) : state.incident
    const { series } = state.history
    // a chart of an earlier instant ends there
    if (series.state !== 'loaded' || state.time !== null) return { latest, incident }
    const value = appendReadings(series.value, readings)
    const to = Math.max(state.history.to, value.at.at(-1) ?? 0)
    return value === series.value
      ? { latest, incident }
      : { latest, incident, history: { ...state.history, to, series: { ...series, value } } }
  })
}

function withReadings(incident: Incident | null, readings: readonly Reading[]): Incident | null {
  if (incident?.history.series.state !== 'loaded') return incident
  const { from, series } = incident.history
  const value = appendReadings(series.value, readings)
  return value === series.value ? incident : { ...incident, history: { from, series: { ...series, value } } }
}
