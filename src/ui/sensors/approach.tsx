import { useMemo } from 'react'
import { timeToThreshold } from '../../domain/sensing/trend/time-to-threshold.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { ReadingSeries } from '../../ports/readings.ts'
import type { Sensor, SensorApproach } from '../../ports/records.ts'
import { comingNow } from '../../state/outlook.ts'
import { useTwin, useWords } from '../page.tsx'
import styles from './sensors.module.css'
import { StateMark } from './state-mark.tsx'

type Told = Pick<SensorApproach, 'grade' | 'reachesAt' | 'earliestAt' | 'latestAt'>

/**
 * When the value reaches its next limit if it goes on as it does; nothing when that cannot be said. Live it is what the
 * server says, as in the lists; looking back it is worked out from the curve that was then.
 */
export function Approach({ sensor, series }: { readonly sensor: Sensor; readonly series: ReadingSeries }) {
  const { t } = useWords()
  const time = useTwin((state) => state.time)
  const outlook = useTwin((state) => state.outlook)
  const latest = useTwin((state) => state.latest)
  const link = useTwin((state) => state.link.state)
  const now = useTwin((state) => Math.floor((state.time ?? state.now) / 10_000) * 10_000)
  const approach = useMemo((): Told | null => {
    if (time !== null) {
      // means of hours are too coarse for what comes next
      const then = series.low ? null : timeToThreshold(series, sensor.thresholds, time)
      if (!then) return null
      const latestAt = then.latest === null ? null : time + then.latest
      return { grade: then.grade, reachesAt: time + then.after, earliestAt: time + then.earliest, latestAt }
    }
    if (outlook.state !== 'loaded') return null
    const own = outlook.value.approaches.filter(({ sensorId }) => sensorId === sensor.id)
    return comingNow(own, () => sensor, latest, link, now)[0]?.approach ?? null
  }, [time, series, sensor, outlook, latest, link, now])
  if (!approach) return null
  return (
    <p className={styles.approach}>
      <StateMark grade={approach.grade} size={14} /> <Eta approach={approach} /> <small>{t('trend.help')}</small>
    </p>
  )
}

/** 预计 12 分钟后达到橙色（9–15 分钟） */
export function Eta({ approach: { grade, reachesAt, earliestAt, latestAt } }: { readonly approach: Told }) {
  const { t, locale } = useWords()
  const now = useTwin((state) => Math.floor((state.time ?? state.now) / 10_000) * 10_000)
  const minutes = (at: number) => Math.max(0, Math.round((at - now) / 60_000))
  const number = (at: number) => formatNumber(locale, minutes(at))
  const words = { n: number(reachesAt), grade: t(`grade.${grade}`) }
  return (
    <span data-eta={minutes(reachesAt)}>
      <b>{t(minutes(reachesAt) < 1 ? 'trend.eta.soon' : 'trend.eta', words)}</b>{' '}
      <small>
        {latestAt === null
          ? t('trend.band.open', { from: number(earliestAt) })
          : t('trend.band', { from: number(earliestAt), to: number(latestAt) })}
      </small>
    </span>
  )
}
