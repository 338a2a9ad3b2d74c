import { useId, useState } from 'react'
import { formatDuration, formatNumber } from '../../i18n/format.ts'
import {
  areTwo,
  canShow,
  FLOOD_LAYERS,
  FLOOD_SIDES,
  type Flood,
  type FloodLayer,
  summaryOf,
} from '../../state/flood.ts'
import { Button } from '../controls/button.tsx'
import { useCommands, useWords } from '../page.tsx'
import styles from './inundation.module.css'

/** simulated seconds in a second */
const PACES = [60, 300, 900, 1800] as const
const FIRST_PACE = 300

/** What is shown of a flood, and when: the time slider over its frames, play, pace, and the layers. */
export function FloodPlayer({ flood }: { readonly flood: Flood }) {
  const { t, locale } = useWords()
  const { showFloodFrame, playFlood } = useCommands()
  const { frames, shown, pace, layer } = flood
  const last = frames.length - 1
  const at = formatDuration(1000 * (frames[shown]?.time ?? 0))
  const isPlaying = pace !== null
  const [chosen, setChosen] = useState<number>(FIRST_PACE)
  const choose = (next: number) => {
    setChosen(next)
    if (isPlaying) playFlood(next)
  }
  return (
    <>
      <div className={styles.choices}>
        <Layers flood={flood} />
        {areTwo(flood) && <Sides flood={flood} />}
      </div>
      <div className={styles.player} data-idle={layer !== 'depth'}>
        <Button isSmall icon="left" aria-label={t('flood.back')} onClick={() => showFloodFrame(shown - 1)} />
        <Button
          isSmall
          kind="primary"
          icon={isPlaying ? 'pause' : 'play'}
          onClick={() => playFlood(isPlaying ? null : chosen)}
        >
          {t(isPlaying ? 'flood.pause' : 'flood.play')}
        </Button>
        <Button isSmall icon="right" aria-label={t('flood.forward')} onClick={() => showFloodFrame(shown + 1)} />
        <time className={styles.time}>{at}</time>
        <input
          type="range"
          min={0}
          max={Math.max(1, last)}
          step={1}
          value={shown}
          aria-label={t('flood.time')}
          aria-valuetext={at}
          onChange={({ target }) => showFloodFrame(Number(target.value))}
        />
        <span className={styles.end}>
          {formatDuration(1000 * (frames[last]?.time ?? 0))}
          {flood.stage.state === 'running' && ` ${t('flood.newest')}`}
        </span>
        <label className={styles.pace}>
          {t('flood.pace')}
          <select value={chosen} onChange={({ target }) => choose(Number(target.value))}>
            {PACES.map((it) => (
              <option key={it} value={it}>
                {t('flood.pace.of', { n: formatNumber(locale, it) })}
              </option>
            ))}
          </select>
        </label>
      </div>
    </>
  )
}

/** What can be drawn; what cannot yet says what it waits for. */
function Layers({ flood }: { readonly flood: Flood }) {
  const { t } = useWords()
  const { setFloodLayer } = useCommands()
  const group = useId()
  const why = (layer: FloodLayer) =>
    t(layer === 'difference' && summaryOf(flood) ? 'flood.layer.noReference' : 'flood.layer.later')
  return (
    <fieldset className={`${styles.layers} ${styles.row}`}>
      <legend>{t('flood.layer')}</legend>
      {FLOOD_LAYERS.map((layer) => {
        const isAble = canShow(flood, layer)
        return (
          <label key={layer} data-able={isAble} title={isAble ? undefined : why(layer)}>
            <input
              type="radio"
              name={group}
              checked={flood.layer === layer}
              disabled={!isAble}
              onChange={() => setFloodLayer(layer)}
            />
            {t(`flood.layer.${layer}`)}
          </label>
        )
      })}
    </fieldset>
  )
}

/** Which of two runs is looked at; both are at the same time. */
function Sides({ flood }: { readonly flood: Flood }) {
  const { t } = useWords()
  const { setFloodSide } = useCommands()
  const group = useId()
  return (
    <fieldset className={`${styles.layers} ${styles.row}`}>
      <legend>{t('flood.side')}</legend>
      {FLOOD_SIDES.map((side) => (
        <label key={side} data-able={flood.layer !== 'difference'}>
          <input
            type="radio"
            name={group}
            checked={flood.layer !== 'difference' && flood.side === side}
            onChange={() => setFloodSide(side)}
          />
          <b>{t(`flood.side.${side}`)}</b> {side === 'kept' ? flood.reference?.name : flood.name}
        </label>
      ))}
    </fieldset>
  )
}
