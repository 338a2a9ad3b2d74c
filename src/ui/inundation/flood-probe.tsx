import { lazy, Suspense, useId, useMemo } from 'react'
import { type Crs, crsOf } from '../../domain/geo/crs.ts'
import { cellAt } from '../../domain/inundation/grid.ts'
import {
  type CrossSection,
  crossSection,
  type Hydrograph,
  hydrograph,
  type PlanePoint,
} from '../../domain/inundation/samples.ts'
import { formatDuration, formatLength, formatQuantity } from '../../i18n/format.ts'
import { bothRuns, FLOOD_TOOLS, type Flood, misfitOfKept, type ShownRun, shownRun } from '../../state/flood.ts'
import { frameAt } from '../../state/player.ts'
import { useCommands, useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import { EmptyFace, LoadingFace } from '../states/faces.tsx'
import { depthsOfTwoOption, hydrographOption } from './hydrograph-option.ts'
import styles from './inundation.module.css'
import { sectionOption } from './section-option.ts'
import { signed } from './two-runs-table.tsx'

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

function pointOf(crs: Crs, { lon, lat }: { readonly lon: number; readonly lat: number }): PlanePoint {
  const [x, y] = crs.fromLonLat(lon, lat)
  return { x, y }
}

function Point({ flood, at }: { readonly flood: Flood; readonly at: PlanePoint }) {
  const words = useWords()
  const { t, locale } = words
  const { a, b } = bothRuns(flood) ?? { a: null, b: shownRun(flood) }
  const [kept, own] = [useHydrograph(a, at), useHydrograph(b, at)]
  if (!own) return <EmptyFace>{t('flood.outside')}</EmptyFace>
  const metres = (value: number) => formatQuantity(locale, value, 'm', 2)
  const perSecond = (value: number) => formatQuantity(locale, value, 'm/s', 2)
  const time = b.frames[frameAt(b.frames, b.frame?.time ?? 0)]?.time ?? 0
  const [deepest, fastest] = [Math.max(...own.depth), Math.max(...own.speed)]
  const difference = a?.frame && b.frame && depthAt(b, at) - depthAt(a, at)
  const hasEnded = misfitOfKept(flood)?.kind === 'ended'
  return (
    <>
      {a && (
        <p className={shared.said}>
          <b>{t('flood.side.kept')}</b> <Now at={at} run={a} />
        </p>
      )}
      <p className={shared.said} role="status">
        {a && <b>{t('flood.side.own')} </b>}
        <Now at={at} run={b} />
      </p>
      {kept && typeof difference === 'number' && (
        <p className={shared.said}>
          <b>{t('comparison.difference')}</b>{' '}
          {t('flood.point.difference', {
            now: hasEnded ? '—' : signed(difference, metres),
            most: signed(deepest - Math.max(...kept.depth), metres),
          })}
        </p>
      )}
      <Suspense fallback={<LoadingFace>{t('flood.chart.loading')}</LoadingFace>}>
        <FloodChart
          option={(color) =>
            kept ? depthsOfTwoOption(kept, own, time, words, color) : hydrographOption(own, time, words, color)
          }
          of={[kept, own, time]}
          isLow={kept !== null}
          label={
            kept
              ? t('flood.hydrograph.two', { a: metres(Math.max(...kept.depth)), b: metres(deepest) })
              : t('flood.hydrograph.help', { depth: metres(deepest), speed: perSecond(fastest) })
          }
        />
      </Suspense>
    </>
  )
}

/** What a run saw at a place; null = it lies outside of it. */
function useHydrograph(run: ShownRun | null, { x, y }: PlanePoint): Hydrograph | null {
  const [grid, frames] = [run?.grid, run?.frames]
  return useMemo(() => {
    const cell = grid ? cellAt(grid, x, y) : null
    return cell === null || !frames ? null : hydrograph(frames, cell)
  }, [grid, frames, x, y])
}

/** Water at a place at the instant that is looked at [m]. */
function depthAt({ grid, frame }: ShownRun, { x, y }: PlanePoint): number {
  return (frame?.depth[cellAt(grid, x, y) ?? -1] ?? 0) / 1000
}

/** The water of a run at a place, at the instant that is looked at. */
function Now({ at: { x, y }, run: { grid, frame } }: { readonly at: PlanePoint; readonly run: ShownRun }) {
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
  const { a, b } = bothRuns(flood) ?? { a: null, b: shownRun(flood) }
  const [kept, own] = [useSection(a, from, to), useSection(b, from, to)]
  if (!b.frame || !own || own.bed.every(Number.isNaN)) return <EmptyFace>{t('flood.outside')}</EmptyFace>
  const metres = (value: number) => formatQuantity(locale, value, 'm', 2)
  const length = formatLength(locale, own.distance.at(-1) ?? 0)
  const time = formatDuration(1000 * b.frame.time)
  const hasEnded = misfitOfKept(flood)?.kind === 'ended'
  return (
    <>
      {kept && (
        <p className={shared.said} role="status">
          {t('flood.section.two', {
            ...{ time, a: metres(deepestOf(kept)), b: metres(deepestOf(own)) },
            difference: hasEnded ? '—' : signed(deepestOf(own) - deepestOf(kept), metres),
          })}
        </p>
      )}
      <Suspense fallback={<LoadingFace>{t('flood.chart.loading')}</LoadingFace>}>
        <FloodChart
          option={(color) => sectionOption(own, words, color, kept ?? undefined)}
          of={[own, kept]}
          label={t('flood.section.help', { length, time, depth: metres(deepestOf(own)) })}
        />
      </Suspense>
    </>
  )
}

/** Null = nothing is shown yet. */
function useSection(run: ShownRun | null, from: PlanePoint, to: PlanePoint): CrossSection | null {
  const [grid, frame] = [run?.grid, run?.frame]
  return useMemo(() => (grid && frame ? crossSection(grid, frame, from, to) : null), [grid, frame, from, to])
}

/** [m] */
function deepestOf({ level, bed }: CrossSection): number {
  return Math.max(0, ...level.map((surface, i) => surface - (bed[i] ?? surface)).filter(Number.isFinite))
}
