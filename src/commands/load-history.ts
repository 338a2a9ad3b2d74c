import { appendReadings } from '../state/merge-readings.ts'
import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'

/** A chart reaches back six hours, or further for a sensor that reports seldom. */
const SHORTEST_HISTORY = 6 * 3_600_000
const PERIODS_SHOWN = 14
const MAX_POINTS = 720

/** Reads the readings of the chosen sensor up to the instant that is looked at; nothing when none is chosen. */
export async function loadHistory({ store, ports, clock }: CommandContext): Promise<void> {
  const { sensors, selection, time, historySpan } = store.getState()
  const id = selection.sensorId
  if (id === null) return
  const sensor = sensors.state === 'loaded' ? sensors.value.find((candidate) => candidate.id === id) : undefined
  const to = time ?? clock.now()
  const from = to - (historySpan ?? Math.max(SHORTEST_HISTORY, PERIODS_SHOWN * (sensor?.period_s ?? 0) * 1_000))
  store.setState(({ history: { series } }) => {
    // what is read again (after a lost link) stays on the page meanwhile, with its table open
    const isAgain = time === null && series.state === 'loaded' && series.value.sensor === id
    return isAgain ? {} : { history: { from, to, series: { state: 'loading' } } }
  })
  const series = await ports.readings.history(id, from, to, MAX_POINTS)
  store.setState((state) => {
    if (state.selection.sensorId !== id || state.time !== time || state.historySpan !== historySpan) return {}
    const newest = time === null ? state.latest.get(id) : undefined
    const value =
      series.ok && newest && newest.at >= from
        ? { ok: true as const, value: appendReadings(series.value, [newest]) }
        : series
    return { history: { from, to, series: settled(value) } }
  })
}
