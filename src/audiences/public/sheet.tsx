import { type PointerEvent, type ReactNode, useLayoutEffect, useRef } from 'react'
import { SHEETS, type SheetHeight } from '../../state/enquiry.ts'
import { useEnquiry, useParts, usePublicWords } from './enquiry-context.tsx'
import styles from './sheet.module.css'

/** a drag shorter than this is a press [px] */
const STILL = 6

/** On a phone a sheet over the map with three heights, by dragging, by pressing and by keys; else a panel beside it. */
export function Sheet({ children }: { readonly children: ReactNode }) {
  const { t } = usePublicWords()
  const { commands } = useParts()
  const height = useEnquiry((state) => state.sheet)
  const sheet = useRef<HTMLElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const drag = useRef<{ readonly from: number; readonly height: number } | null>(null)
  // a low sheet shows its top: the search, not the middle of a sentence
  useLayoutEffect(() => {
    if (height === 'low') content.current?.scrollTo(0, 0)
  }, [height])
  const step = (by: 1 | -1) => {
    const next = SHEETS[SHEETS.indexOf(height) + by]
    if (next) commands.setSheet(next)
  }
  const move = (event: PointerEvent) => {
    if (drag.current) resize(sheet.current, drag.current.height + drag.current.from - event.clientY)
  }
  const drop = (event: PointerEvent) => {
    const start = drag.current
    drag.current = null
    resize(sheet.current, null)
    if (!start) return
    const pulled = start.from - event.clientY
    if (Math.abs(pulled) < STILL)
      commands.setSheet(height === 'full' ? 'low' : (SHEETS[SHEETS.indexOf(height) + 1] ?? 'low'))
    else commands.setSheet(nearest(start.height + pulled))
  }
  return (
    <section className={styles.sheet} ref={sheet} aria-label={t('sheet.label')}>
      <button
        type="button"
        className={styles.handle}
        aria-label={t('sheet.handle', { height: t(`sheet.${height}`) })}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          drag.current = { from: event.clientY, height: sheet.current?.clientHeight ?? 0 }
        }}
        onPointerMove={move}
        onPointerUp={drop}
        onPointerCancel={() => {
          drag.current = null
          resize(sheet.current, null)
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp') step(1)
          else if (event.key === 'ArrowDown') step(-1)
          else if (event.key === 'Enter' || event.key === ' ') commands.setSheet(height === 'full' ? 'low' : 'full')
          else return
          event.preventDefault()
        }}
      >
        <span className={styles.grip} aria-hidden="true" />
      </button>
      <div className={styles.content} ref={content}>
        {children}
      </div>
    </section>
  )
}

/** While a finger holds it the sheet has the height of the finger; null gives it back to its style. */
function resize(sheet: HTMLElement | null, height: number | null): void {
  if (!sheet) return
  sheet.style.height = height === null ? '' : `${height}px`
  sheet.style.transition = height === null ? '' : 'none'
}

/** The height that a sheet let go at falls to: borders are half-way between the three. */
function nearest(height: number): SheetHeight {
  const share = height / window.innerHeight
  if (share < 0.34) return 'low'
  return share < 0.72 ? 'half' : 'full'
}
