import { useId } from 'react'
import { formatDuration } from '../../i18n/format.ts'
import {
  areTwo,
  canShow,
  FLOOD_LAYERS,
  FLOOD_SIDES,
  type Flood,
  type FloodLayer,
  misfitOfKept,
  splitOf,
  summaryOf,
} from '../../state/flood.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useWords } from '../page.tsx'
import { FramePlayer } from '../player/frame-player.tsx'
import shared from '../result/result.module.css'
import { floodName } from './flood-name.ts'
import styles from './inundation.module.css'

/** simulated seconds in a second */
const PACES = [60, 300, 900, 1800] as const
const FIRST_PACE = 300

/** What is shown of a flood, and when: the time slider over its frames, play, pace, and the layers. */
export function FloodPlayer({ flood }: { readonly flood: Flood }) {
  const { showFloodFrame, playFlood } = useCommands()
  return (
    <>
      <div className={styles.choices}>
        <Layers flood={flood} />
        {areTwo(flood) && <Sides flood={flood} />}
        {flood.layer === 'depth' && <Misfit flood={flood} />}
      </div>
      <FramePlayer
        player={flood}
        isComputing={flood.stage.state === 'running'}
        isIdle={flood.layer !== 'depth'}
        paces={PACES}
        firstPace={FIRST_PACE}
        onShow={showFloodFrame}
        onPlay={playFlood}
      />
    </>
  )
}

/** Where what is shown of A is not of the player's time, or the player does not reach its end. */
function Misfit({ flood }: { readonly flood: Flood }) {
  const { t } = useWords()
  const misfit = misfitOfKept(flood)
  return (
    misfit && (
      <p className={shared.warning} role="status">
        {t(`flood.kept.${misfit.kind}`, { time: formatDuration(1000 * misfit.at) })}
      </p>
    )
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

/** Which of two runs is looked at, or both beside one another; they are at the same time. */
function Sides({ flood }: { readonly flood: Flood }) {
  const words = useWords()
  const { t } = words
  const { setFloodSide, splitFlood } = useCommands()
  const group = useId()
  const isSplit = splitOf(flood) !== null
  return (
    <fieldset className={`${styles.layers} ${styles.row}`}>
      <legend>{t('flood.side')}</legend>
      {FLOOD_SIDES.map((side) => (
        <label key={side} data-able={flood.layer !== 'difference'}>
          <input
            type="radio"
            name={group}
            checked={flood.layer !== 'difference' && !isSplit && flood.side === side}
            onChange={() => setFloodSide(side)}
          />
          <b>{t(`flood.side.${side}`)}</b>{' '}
          <DataText>{floodName(side === 'kept' && flood.reference ? flood.reference : flood, words)}</DataText>
        </label>
      ))}
      <label data-able={flood.layer !== 'difference'} title={t('split.help')}>
        <input type="radio" name={group} checked={isSplit} onChange={() => void splitFlood()} />
        {t('split.choice')}
      </label>
    </fieldset>
  )
}
