import type { LonLat } from '../../domain/geo/coordinates.ts'
import { useTwin, useWords } from '../page.tsx'
import { describePlace } from '../readout/place-words.ts'
import styles from './print.module.css'

/** A place on paper, in the plane of the city where it has one: a letter is never parted from its coordinate. */
export function PlaceText({ at }: { readonly at: LonLat }) {
  const words = useWords()
  const internal = useTwin(({ internal: it }) => (it?.state === 'loaded' ? it.value : null))
  const { plane, lonLat } = describePlace({ ...at, height: 0 }, internal, false, words)
  const [first, second] = (plane?.text ?? lonLat).split('  ')
  return (
    <>
      <span className={styles.short}>{first}</span> <span className={styles.short}>{second}</span>
    </>
  )
}
