import { lazy, Suspense, useId, useMemo } from 'react'
import { type Crs, crsOf } from '../../domain/geo/crs.ts'
import { cellAt } from '../../domain/inundation/grid.ts'
import { crossSection, hydrograph, type PlanePoint } from '../../domain/inundation/samples.ts'
import { formatDuration, formatLength, formatQuantity } from '../../i18n/format.ts'
import { FLOOD_TOOLS, type Flood, leftRun, shownRun } from '../../state/flood.ts'
import { frameAt } from '../../state/player.ts'
import { useCommands, useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import { EmptyFace, LoadingFace } from '../states/faces.tsx'
import { hydrographOption } from './hydrograph-option.ts'
import styles from './inundation.module.css'
import { sectionOption } from './section-option.ts'

const FloodChart = lazy(() => import('./flood-chart.tsx'))

/** What a click in the water tells: a place over time, or ground and water between two places. */
export function FloodProbe({ flood }: { readonly flood: Flood }) {
  const { t } = useWords()
  const { setFloodTool } = useCommands()
  const group = useId()
  const { tool, places, crs: name } = flood
  const crs = useMemo(() => crsOf(name), [name])
  const [from, to] = useMemo(() => (crs ? places.map((place) => pointOf(crs, place)) : []), [crs, places])
  return (
    <section>
      <fieldset className={styles.layers}>
        <legend>{t('flood.tool')}</legend>
        {FLOOD_TOOLS.map((it) => (
          <label key={it}>
            <input type="radio" name={group} checked={tool === it} onChange={() => setFloodTool(it)} />
            {t(`flood.tool.${it}`)}
          </label>
        ))}
      </fieldset>
      {from && tool === 'point' ? (
        <Point flood={flood} at={from} />
      ) : from && to ? (
        <Section flood={flood} from={from} to={to} />
      ) : (
        <EmptyFace>{t(from ? 'flood.tool.section.second' : `flood.tool.${tool}.help`)}</EmptyFace>
      )}
    </section>
  )
}

type Looked = Pick<ReturnType<typeof shownRun>, 'grid' | 'frame'>

function pointOf(crs: Crs, { lon, lat }: { readonly lon: number; readonly lat: number }): PlanePoint {
  const [x, y] = crs.fromLonLat(lon, lat)
  return { x, y }
}

function Point({ flood, at }: { readonly flood: Flood; readonly at: PlanePoint }) {
  const words = useWords()
  const { t, locale } = words
  const { grid, frames, frame } = shownRun(flood)
  const shown = frameAt(frames, frame?.time ?? 0)
  const cell = cellAt(grid, at.x, at.y)
  const series = useMemo(() => (cell === null ? null : hydrograph(frames, cell)), [frames, cell])
  if (cell === null || !series) return <EmptyFace>{t('flood.outside')}</EmptyFace>
  const perSecond = (value: number) => formatQuantity(locale, value, 'm/s', 2)
  const time = series.time[shown] ?? 0
  const left = leftRun(flood)
  return (
    <>
      {left && (
        <p className={shared.said}>
          <b>{t('flood.side.kept')}</b> <Now at={at} run={left} />
        </p>
      )}
      <p className={shared.said} role="status">
        {left && <b>{t('flood.side.own')} </b>}
        <Now at={at} run={{ grid, frame }} />
      </p>
      <Suspense fallback={<LoadingFace>{t('flood.chart.loading')}</LoadingFace>}>
        <FloodChart
          option={(color) => hydrographOption(series, time, words, color)}
          of={[series, time]}
          label={t('flood.hydrograph.help', {
            depth: formatQuantity(locale, Math.max(...series.depth), 'm', 2),
            speed: perSecond(Math.max(...series.speed)),
          })}
        />
      </Suspense>
    </>
  )
}

/** The water of a run at a place, at the instant that is looked at. */
function Now({ at: { x, y }, run: { grid, frame } }: { readonly at: PlanePoint; readonly run: Looked }) {
  const { t, locale } = useWords()
  const cell = cellAt(grid, x, y)
  if (cell === null || !frame) return t('flood.outside')
  const { time, depth, speed } = hydrograph([frame], cell)
  const metres = (value: number) => formatQuantity(locale, value, 'm', 2)
  return t('flood.point.now', {
    time: formatDuration(1000 * (time[0] ?? 0)),
    depth: metres(depth[0] ?? 0),
    speed: formatQuantity(locale, speed[0] ?? 0, 'm/s', 2),
    ground: metres(grid.bed[cell] ?? Number.NaN),
  })
}

function Section({ flood, from, to }: { readonly flood: Flood; readonly from: PlanePoint; readonly to: PlanePoint }) {
  const words = useWords()
  const { t, locale } = words
  const { grid, frame } = shownRun(flood)
  const section = useMemo(() => frame && crossSection(grid, frame, from, to), [grid, frame, from, to])
  if (!frame || !section || section.bed.every(Number.isNaN)) return <EmptyFace>{t('flood.outside')}</EmptyFace>
  const deepest = Math.max(
    0,
    ...section.level.map((level, i) => level - (section.bed[i] ?? level)).filter(Number.isFinite),
  )
  return (
    <Suspense fallback={<LoadingFace>{t('flood.chart.loading')}</LoadingFace>}>
      <FloodChart
        option={(color) => sectionOption(section, words, color)}
        of={[section]}
        label={t('flood.section.help', {
          length: formatLength(locale, section.distance.at(-1) ?? 0),
          time: formatDuration(1000 * frame.time),
          depth: formatQuantity(locale, deepest, 'm', 2),
        })}
      />
    </Suspense>
  )
}
