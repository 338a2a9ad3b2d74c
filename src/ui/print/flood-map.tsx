import { useEffect, useMemo, useRef } from 'react'
import { floodPicture } from '../../domain/inundation/picture.ts'
import { DEPTH_SCALE } from '../../domain/inundation/scales.ts'
import { signalColors } from '../../domain/signal-colors.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { FinishedFlood } from '../../state/flood.ts'
import { floodName } from '../inundation/flood-name.ts'
import { useWords } from '../page.tsx'
import styles from './print.module.css'

/** pixels on the longer side: as fine as paper shows */
const MOST = 1400
/** lengths of the bar [m], the longest that fits a quarter of the map is taken */
const BARS = [100, 200, 500, 1000, 2000, 5000, 10_000]
const STREET = '#8b8f92'
const INK = '#14202b'

/**
 * The greatest depth of a run with its streets and numbered entries, north above. It is drawn from the result itself, not
 * taken from the scene, so that the same run gives the same paper whatever was looked at.
 */
export function FloodMap({ run }: { readonly run: FinishedFlood }) {
  const words = useWords()
  const { t, locale } = words
  const canvas = useRef<HTMLCanvasElement>(null)
  const picture = useMemo(() => floodPicture(run.grid, run.summary.outcome, MOST), [run])
  const width = picture.columns * picture.size
  const bar = BARS.findLast((length) => length <= width / 4) ?? width / 4
  useEffect(() => {
    const pen = canvas.current?.getContext('2d')
    if (!pen) return
    pen.putImageData(new ImageData(picture.rgba, picture.columns, picture.rows), 0, 0)
    const top = run.grid.south + picture.rows * picture.size
    const at = (x: number, y: number) => [(x - run.grid.west) / picture.size, (top - y) / picture.size] as const
    drawStreets(pen, run, at)
    drawWorks(pen, run, at, picture.columns / 350)
    drawEntries(pen, run, at, picture.columns / 90)
    drawBar(pen, bar / picture.size, picture)
  }, [picture, run, bar])
  return (
    <figure className={styles.map}>
      <canvas
        ref={canvas}
        width={picture.columns}
        height={picture.rows}
        role="img"
        aria-label={t('report.map.label', { name: floodName(run, words) })}
      />
      <figcaption>
        <ul>
          {DEPTH_SCALE.map(({ from, color }, i) => {
            const to = DEPTH_SCALE[i + 1]?.from
            return (
              <li key={from}>
                <svg width="22" height="10" aria-hidden="true">
                  <rect width="22" height="10" fill={`rgb(${color.light.join(' ')})`} />
                </svg>
                {to === undefined
                  ? t('flood.legend.from', { value: formatQuantity(locale, from, 'm', 2) })
                  : t('flood.legend.between', {
                      from: formatNumber(locale, from, 2),
                      to: formatQuantity(locale, to, 'm', 2),
                    })}
              </li>
            )
          })}
        </ul>
        {t('report.map.help', { length: formatQuantity(locale, bar, 'm') })}
        {run.scenario.barriers.length + run.scenario.breaches.length > 0 && ` ${t('report.map.works')}`}
      </figcaption>
    </figure>
  )
}

type Place = (x: number, y: number) => readonly [number, number]

function drawStreets(pen: CanvasRenderingContext2D, { plan }: FinishedFlood, at: Place): void {
  pen.strokeStyle = STREET
  pen.lineWidth = 1.2
  for (const { axis } of plan.streets) {
    pen.beginPath()
    for (const [x, y] of axis) pen.lineTo(...at(x, y))
    pen.stroke()
  }
}

/** Barriers and breaches of the scenario: full lines, the breaches in red. */
function drawWorks(pen: CanvasRenderingContext2D, { scenario }: FinishedFlood, at: Place, width: number): void {
  const { select, red } = signalColors.light
  pen.lineWidth = width
  for (const [works, color] of [[scenario.barriers, select] as const, [scenario.breaches, red] as const]) {
    pen.strokeStyle = `rgb(${color.join(' ')})`
    for (const { line } of works) {
      pen.beginPath()
      for (const [x, y] of line) pen.lineTo(...at(x, y))
      pen.stroke()
    }
  }
}

/** Numbered as in the table: in the order in which water comes in. */
function drawEntries(pen: CanvasRenderingContext2D, { plan, summary }: FinishedFlood, at: Place, radius: number): void {
  const places = new Map(plan.entries.map((entry) => [entry.id, entry.at]))
  const flooded = summary.outcome.entries
    .filter(({ arrival }) => arrival !== null)
    .sort((a, b) => (a.arrival ?? 0) - (b.arrival ?? 0))
  pen.font = `bold ${Math.round(radius * 1.2)}px sans-serif`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  flooded.forEach(({ id }, i) => {
    const place = places.get(id)
    if (!place) return
    const [x, y] = at(...place)
    pen.beginPath()
    pen.arc(x, y, radius, 0, 2 * Math.PI)
    pen.fillStyle = `rgb(${signalColors.light.red.join(' ')})`
    pen.fill()
    pen.strokeStyle = '#fff'
    pen.lineWidth = 2
    pen.stroke()
    pen.fillStyle = '#fff'
    pen.fillText(String(i + 1), x, y)
  })
}

function drawBar(
  pen: CanvasRenderingContext2D,
  length: number,
  { columns, rows }: { columns: number; rows: number },
): void {
  const unit = columns / 100
  const [x, y] = [2 * unit, rows - 3 * unit]
  pen.fillStyle = 'rgb(255 255 255 / 80%)'
  pen.fillRect(unit, rows - 5 * unit, length + 2 * unit, 4 * unit)
  pen.strokeStyle = INK
  pen.lineWidth = unit / 3
  pen.beginPath()
  pen.moveTo(x, y - unit)
  pen.lineTo(x, y)
  pen.lineTo(x + length, y)
  pen.lineTo(x + length, y - unit)
  pen.stroke()
  // north
  pen.beginPath()
  pen.moveTo(columns - 3 * unit, 2 * unit)
  pen.lineTo(columns - 2 * unit, 6 * unit)
  pen.lineTo(columns - 3 * unit, 5 * unit)
  pen.lineTo(columns - 4 * unit, 6 * unit)
  pen.closePath()
  pen.fillStyle = INK
  pen.fill()
}
