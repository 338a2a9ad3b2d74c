import { useState } from 'react'
import { formatDuration, formatNumber } from '../../i18n/format.ts'
import type { Player, Timed } from '../../state/player.ts'
import { Button } from '../controls/button.tsx'
import { useWords } from '../page.tsx'
import styles from './player.module.css'

interface FramePlayerProps {
  readonly player: Player<Timed>
  readonly isComputing: boolean
  /** what is looked at is of no single time */
  readonly isIdle?: boolean
  /** simulated seconds in a second, and which of them is the first */
  readonly paces: readonly number[]
  readonly firstPace: number
  readonly onShow: (place: number) => void
  readonly onPlay: (pace: number | null) => void
}

/** The time slider over the frames of a simulation, with play and pace. */
export function FramePlayer({
  player: { frames, shown, pace },
  isComputing,
  isIdle = false,
  paces,
  firstPace,
  onShow,
  onPlay,
}: FramePlayerProps) {
  const { t, locale } = useWords()
  const last = frames.length - 1
  const at = formatDuration(1000 * (frames[shown]?.time ?? 0))
  const isPlaying = pace !== null
  const [chosen, setChosen] = useState(firstPace)
  const choose = (next: number) => {
    setChosen(next)
    if (isPlaying) onPlay(next)
  }
  return (
    <div className={styles.player} data-idle={isIdle}>
      <Button isSmall icon="left" aria-label={t('player.back')} onClick={() => onShow(shown - 1)} />
      <Button
        isSmall
        kind="primary"
        icon={isPlaying ? 'pause' : 'play'}
        onClick={() => onPlay(isPlaying ? null : chosen)}
      >
        {t(isPlaying ? 'player.pause' : 'player.play')}
      </Button>
      <Button isSmall icon="right" aria-label={t('player.forward')} onClick={() => onShow(shown + 1)} />
      <time className={styles.time}>{at}</time>
      <input
        type="range"
        min={0}
        max={Math.max(1, last)}
        step={1}
        value={shown}
        aria-label={t('player.time')}
        aria-valuetext={at}
        onChange={({ target }) => onShow(Number(target.value))}
      />
      <span className={styles.end}>
        {formatDuration(1000 * (frames[last]?.time ?? 0))}
        {isComputing && ` ${t('player.newest')}`}
      </span>
      <label className={styles.pace}>
        {t('player.pace')}
        <select value={chosen} onChange={({ target }) => choose(Number(target.value))}>
          {paces.map((it) => (
            <option key={it} value={it}>
              {t('player.pace.of', { n: formatNumber(locale, it) })}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
