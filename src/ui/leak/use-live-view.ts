import type { LiveView } from '../../state/live-reading.ts'
import { useTwin } from '../page.tsx'

/** What says what the sensors read now; a panel that takes it is drawn anew with every reading. */
export function useLiveView(): LiveView {
  const now = useTwin((state) => state.now)
  const sensors = useTwin((state) => state.sensors)
  const latest = useTwin((state) => state.latest)
  const link = useTwin((state) => state.link)
  const time = useTwin((state) => state.time)
  return { sensors, latest, link, now, time }
}
