import { ARRIVAL_DEPTHS, STANDING } from '../../domain/inundation/outcome.ts'
import {
  ARRIVAL_SCALE,
  DEPTH_SCALE,
  DIFFERENCE_SCALE,
  HAZARD_SCALE,
  SPEED_SCALE,
  STANDING_SCALE,
} from '../../domain/inundation/scales.ts'
import { formatQuantity } from '../../i18n/format.ts'
import type { Flood } from '../../state/flood.ts'
import { ColorScale } from '../legend/color-scale.tsx'
import { useCommands, useWords, type Words } from '../page.tsx'
import shared from '../result/result.module.css'
import { floodName } from './flood-name.ts'
import styles from './inundation.module.css'
import { LengthsNote } from './lengths-note.tsx'
import { rangeText } from './range-text.ts'

/** What the colours of the water mean, with unit, and what is not drawn. */
export function FloodLegend({ flood }: { readonly flood: Flood }) {
  const words = useWords()
  const { t, locale } = words
  const { setArrivalDepth } = useCommands()
  const { layer, arrivalDepth, reference } = flood
  const metres = (value: number) => formatQuantity(locale, value, 'm', 2)
  const thin = t('flood.legend.thin', { depth: metres(DEPTH_SCALE[0]?.from ?? 0) })
  if (layer === 'arrival') {
    return (
      <section>
        <h3>{t('flood.legend.arrival', { depth: metres(ARRIVAL_DEPTHS[arrivalDepth] ?? 0) })}</h3>
        <label className={styles.pace}>
          {t('flood.arrivalDepth')}
          <select value={arrivalDepth} onChange={({ target }) => setArrivalDepth(Number(target.value))}>
            {ARRIVAL_DEPTHS.map((depth, i) => (
              <option key={depth} value={i}>
                {metres(depth)}
              </option>
            ))}
          </select>
        </label>
        <ColorScale scale={ARRIVAL_SCALE} say={(from, to) => rangeText(words, from, to, 'min', 0)} />
      </section>
    )
  }
  if (layer === 'hazard') {
    return (
      <section>
        <h3>{t('flood.legend.hazard')}</h3>
        <ColorScale
          scale={HAZARD_SCALE}
          say={(from, to) => `${rangeText(words, from, to, 'm²/s', 2)} ${t(`flood.hazard.${hazardGrade(from)}`)}`}
        />
        <p className={shared.said}>{t('flood.legend.hazard.source')}</p>
        <p className={shared.said}>{thin}</p>
      </section>
    )
  }
  if (layer === 'speed') {
    return (
      <section>
        <h3>{t('flood.legend.speed')}</h3>
        <ColorScale scale={SPEED_SCALE} say={(from, to) => rangeText(words, from, to, 'm/s', 1)} />
        <p className={shared.said}>{t('flood.legend.speed.films')}</p>
        <p className={shared.said}>{thin}</p>
      </section>
    )
  }
  if (layer === 'standing') {
    return (
      <section>
        <h3>{t('flood.legend.standing', { depth: metres(STANDING) })}</h3>
        <ColorScale scale={STANDING_SCALE} say={(from, to) => rangeText(words, from, to, 'min', 0)} />
      </section>
    )
  }
  if (layer === 'difference') {
    return (
      <section>
        <h3>{t('flood.legend.difference', { name: reference ? floodName(reference, words) : '' })}</h3>
        <ColorScale scale={DIFFERENCE_SCALE} say={(from, to) => differenceText(words, from, to)} />
        <p className={shared.said}>{thin}</p>
        <LengthsNote flood={flood} />
      </section>
    )
  }
  return (
    <section>
      <h3>{t('flood.legend.depth')}</h3>
      <ColorScale scale={DEPTH_SCALE} say={(from, to) => rangeText(words, from, to, 'm', 2)} />
      <p className={shared.said}>{thin}</p>
    </section>
  )
}

/** For whom water of a class of HAZARD_SCALE is dangerous. */
function hazardGrade(from: number) {
  return (['caution', 'some', 'most', 'all'] as const)[HAZARD_SCALE.findIndex((step) => step.from === from)] ?? 'all'
}

/** A class of the difference, by its sign in words. */
function differenceText(words: Words, from: number, to: number | undefined): string {
  const { t, locale } = words
  const metres = (value: number) => formatQuantity(locale, Math.abs(value), 'm', 2)
  if (to === undefined) return t('flood.legend.deeper', { value: t('flood.legend.from', { value: metres(from) }) })
  if (from < 0 && to > 0) return t('flood.legend.same', { value: metres(to) })
  if (from === Number.NEGATIVE_INFINITY) {
    return t('flood.legend.shallower', { value: t('flood.legend.from', { value: metres(to) }) })
  }
  return from < 0
    ? t('flood.legend.shallower', { value: rangeText(words, -to, -from, 'm', 2) })
    : t('flood.legend.deeper', { value: rangeText(words, from, to, 'm', 2) })
}
