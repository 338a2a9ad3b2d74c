import { useEffect, useState } from 'react'
import type { LonLatHeight } from '../../domain/geo/coordinates.ts'
import { formatQuantity } from '../../i18n/format.ts'
import { Hint } from '../controls/hint.tsx'
import { useTwin, useWords } from '../page.tsx'
import { describePlace } from './place-words.ts'
import styles from './readout.module.css'

const SAID_MILLISECONDS = 2_000

/** Place under the pointer, in degrees, in the city's plane grid and as H of the ground; a click or C copies it. */
export function Readout() {
  const words = useWords()
  const { t, locale, known } = words
  const pointer = useTwin((state) => state.pointer)
  const eye = useTwin((state) => state.view)
  const city = useTwin((state) => (state.city.state === 'loaded' ? state.city.value : null))
  const internal = useTwin(({ internal: it }) => (it?.state === 'loaded' ? it.value : null))
  const hasTerrain = useTwin((state) => state.abilities.has('terrain'))
  const isMounted = useTwin((state) => state.scene.isReady)
  // on its way to the button the pointer leaves the canvas: what it last met stays
  const [last, setLast] = useState<LonLatHeight | null>(null)
  if (pointer && pointer !== last) setLast(pointer)
  const [said, setSaid] = useState<'copied' | 'noCopy' | null>(null)
  const place = last && city ? describePlace(last, internal, hasTerrain, words) : null
  const datum = city ? known('datum', city.vertical.datum) : ''
  const text =
    place &&
    [place.lonLat, place.plane && `${place.plane.crs} ${place.plane.text}`, place.ground && `${datum} ${place.ground}`]
      .filter(Boolean)
      .join('; ')

  const copy = () => {
    if (text)
      void navigator.clipboard.writeText(text).then(
        () => setSaid('copied'),
        () => setSaid('noCopy'),
      )
  }
  useKey('c', copy)
  useEffect(() => {
    if (said === null) return
    const timer = setTimeout(() => setSaid(null), SAID_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [said])

  if (!city || !isMounted) return null
  const { geoid } = city.vertical
  const accuracy =
    geoid.accuracy === null ? t('readout.unknownAccuracy') : `± ${formatQuantity(locale, geoid.accuracy, 'm', 2)}`
  return (
    <div className={styles.readout}>
      {place && (
        <Hint text={t('readout.copy')} side="above">
          <button
            type="button"
            className={`plain ${styles.place}`}
            aria-label={`${t('readout.copy')}: ${text}`}
            onClick={copy}
          >
            <Row label={t('readout.lonLat')} value={place.lonLat} />
            {place.plane && <Row label={t('readout.plane')} value={place.plane.text} note={place.plane.crs} />}
            {place.ground && <Row label={t('readout.ground')} value={place.ground} note={datum} />}
          </button>
        </Hint>
      )}
      {hasTerrain && eye && (
        <Row label={t('readout.eye')} value={`H ${formatQuantity(locale, eye.height, 'm', 1)}`} note={datum} />
      )}
      <small className={styles.geoid}>{t('readout.help', { source: geoid.source, accuracy })}</small>
      <span className={styles.said} role="status">
        {said && t(`readout.${said}`)}
      </span>
    </div>
  )
}

function Row({ label, value, note }: { readonly label: string; readonly value: string; readonly note?: string }) {
  return (
    <span className={styles.row}>
      <span>{label}</span>
      <b>{value}</b>
      {note !== undefined && <small>{note}</small>}
    </span>
  )
}

/** A letter that acts wherever no field has the focus. */
function useKey(letter: string, act: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== letter || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof Element && event.target.closest('input, textarea, select, [role="dialog"]')) return
      act()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  })
}
