import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { formatDuration, formatQuantity } from '../../i18n/format.ts'
import { type FinishedFlood, type Flood, misfitOfKept, splitOf } from '../../state/flood.ts'
import { DataText } from '../data-text.tsx'
import { Icon } from '../icon.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { floodName } from './flood-name.ts'
import styles from './split.module.css'

/** of the picture's width, by an arrow and by a page key */
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -0.02, ArrowRight: 0.02, PageDown: -0.1, PageUp: 0.1 }

/**
 * The line between two floods, A left and B right of it; dragged, or moved by keys. It lies below all panels and stays in the part
 * of the picture between them, that it can always be taken hold of. Must be a child of that part.
 */
export function FloodSplit() {
  const flood = useTwin((state) => state.flood)
  const split = flood && splitOf(flood)
  if (!flood?.reference || split === null) return null
  return <Line flood={flood} reference={flood.reference} split={split} />
}

interface LineProps {
  readonly flood: Flood
  readonly reference: FinishedFlood
  readonly split: number
}

function Line({ flood, reference, split }: LineProps) {
  const words = useWords()
  const { t, locale } = words
  const { moveFloodSplit } = useCommands()
  const picture = useRef<HTMLDivElement>(null)
  const put = (share: number) => {
    const { left: least, right: most } = rangeIn(picture.current)
    moveFloodSplit(Math.min(Math.max(share, least), most))
  }
  const drag = ({ currentTarget, pointerId, clientX }: PointerEvent) => {
    const whole = picture.current?.getBoundingClientRect()
    if (whole && currentTarget.hasPointerCapture(pointerId)) put((clientX - whole.left) / whole.width)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step !== undefined) put(split + step)
    else if (event.key === 'Home') put(0)
    else if (event.key === 'End') put(1)
    else return
    event.preventDefault()
  }
  const [a, b] = [floodName(reference, words), floodName(flood, words)]
  const misfit = flood.layer === 'depth' ? misfitOfKept(flood) : null
  const share = formatQuantity(locale, 100 * split, '%', 0)
  return (
    <div className={styles.picture} ref={picture}>
      {/* an <input type="range"> is a bar with a thumb and would lie over the whole picture */}
      <div
        className={styles.line}
        style={{ left: `${100 * split}%` }}
        role="slider"
        tabIndex={0}
        aria-label={t('split.line', { a, b })}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * split)}
        aria-valuetext={t('split.at', { share })}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={onKeyDown}
      >
        <span className={styles.name} aria-hidden="true">
          <b>{t('flood.side.kept')}</b>{' '}
          {misfit?.kind === 'ended' && `${t('split.ended', { time: formatDuration(1000 * misfit.at) })} · `}
          <DataText>{a}</DataText>
        </span>
        <span className={styles.handle} aria-hidden="true">
          <Icon name="left" />
          <Icon name="right" />
        </span>
        <span className={styles.name} aria-hidden="true">
          <b>{t('flood.side.own')}</b> <DataText>{b}</DataText>
        </span>
      </div>
    </div>
  )
}

/** Where the line may stand, as shares of the picture's width: the part that the docks leave free. */
function rangeIn(picture: HTMLElement | null): { readonly left: number; readonly right: number } {
  const free = picture?.parentElement?.getBoundingClientRect()
  const whole = picture?.getBoundingClientRect()
  if (!free || !whole || whole.width === 0) return { left: 0, right: 1 }
  return { left: (free.left - whole.left) / whole.width, right: (free.right - whole.left) / whole.width }
}
