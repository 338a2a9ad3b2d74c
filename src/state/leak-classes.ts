import { leakScale } from '../domain/leak/leak-scales.ts'
import { type Leak, shownLeakFrame } from './leak.ts'

/** The class of the scale that each place is in at an instant: its place in the scale, −1 = not told or not drawn. */
export type LeakClasses = Int8Array

/**
 * Classes of the frame that is shown. In the last class of water all are served: it is not drawn.
 *
 * @param before  the ones that were shown last; they come again where nothing has changed, so that nothing is drawn anew
 */
export function leakClasses(leak: Leak, before: LeakClasses | null): LeakClasses | null {
  const frame = shownLeakFrame(leak)
  if (!frame) return null
  const { kind, service_m } = leak.scenario
  const { scale, unit } = leakScale(kind, service_m)
  const drawn = kind === 'water' ? scale.length - 1 : scale.length
  const classes = Int8Array.from(frame.values, (value) => {
    // water without a way to a source has no pressure at all
    if (kind === 'water' && Number.isNaN(value)) return 0
    const of = scale.findLastIndex(({ from }) => value / unit >= from)
    return of < drawn ? of : -1
  })
  const isSame = before?.length === classes.length && classes.every((each, i) => each === before[i])
  return isSame ? before : classes
}
