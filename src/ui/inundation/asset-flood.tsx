import { useMemo } from 'react'
import { crsOf } from '../../domain/geo/crs.ts'
import { groundVerdict } from '../../domain/inundation/asset-warnings.ts'
import { AFFECTING_DEPTH, warningOfDepth } from '../../domain/inundation/depth-grades.ts'
import { formatDuration, formatQuantity } from '../../i18n/format.ts'
import type { Asset } from '../../ports/records.ts'
import { shownRun } from '../../state/flood.ts'
import { useTwin, useWords } from '../page.tsx'
import { floodName } from './flood-name.ts'
import styles from './inundation.module.css'
import { SimulatedMark } from './simulated-mark.tsx'

/** 模拟预警 of the asset that is open, while a run is held: what stands on the ground at it or above it. */
export function AssetFlood({ asset }: { readonly asset: Asset }) {
  const words = useWords()
  const { t, locale } = words
  const flood = useTwin((state) => state.flood)
  const run = flood && shownRun(flood)
  const [summary, grid, name] = [run?.summary, run?.grid, run?.crs]
  const verdict = useMemo(() => {
    const crs = name === undefined ? null : crsOf(name)
    if (!summary || !grid || !crs) return null
    const path = (asset.path.length > 0 ? asset.path : [asset.at]).map(({ lon, lat }) => {
      const [x, y] = crs.fromLonLat(lon, lat)
      return { x, y }
    })
    return groundVerdict({ grid, outcome: summary.outcome }, path)
  }, [asset, summary, grid, name])
  if (!run?.summary) return null
  const metres = (value: number) => formatQuantity(locale, value, 'm', 2)
  const grade = verdict && warningOfDepth(verdict.depth)
  const said = !verdict
    ? t('warning.here.unknown')
    : verdict.arrival === null
      ? t('warning.here.shallow', { depth: metres(verdict.depth), limit: metres(AFFECTING_DEPTH) })
      : t('warning.asset', {
          depth: metres(verdict.depth),
          time: formatDuration(verdict.arrival * 1000),
          limit: metres(AFFECTING_DEPTH),
        })
  return (
    <p className={styles.here} data-graded={grade !== null}>
      {grade && <SimulatedMark grade={grade} />}
      <span>
        <b>{t('warning.simulated')}</b> {t('warning.of', { name: floodName(run, words) })} {said}
      </span>
    </p>
  )
}
