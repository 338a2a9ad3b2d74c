import { useState } from 'react'
import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatDate, formatQuantity, formatTime } from '../../i18n/format.ts'
import type { Asset, Sensor } from '../../ports/records.ts'
import { describeAsset } from '../asset-panel/asset-words.ts'
import { Attributes } from '../asset-panel/attributes.tsx'
import { Census } from '../asset-panel/census.tsx'
import { Button } from '../controls/button.tsx'
import { DataText } from '../data-text.tsx'
import { useTwin, useWords } from '../page.tsx'
import { useSensorState } from '../sensors/use-sensor-state.ts'
import { LifecycleTimeline } from '../timeline/lifecycle-timeline.tsx'
import { ThenNote } from '../versions/then-note.tsx'
import styles from './print.module.css'
import { PrintView } from './print-view.tsx'

/** Opens the printable record (档案) of the selected asset. */
export function AssetSheetButton({ asset }: { readonly asset: Asset }) {
  const { t } = useWords()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        isSmall
        kind="quiet"
        icon="print"
        aria-label={t('print.record')}
        title={t('print.record')}
        onClick={() => setIsOpen(true)}
      />
      {isOpen && <AssetSheet asset={asset} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function AssetSheet({ asset, onClose }: { readonly asset: Asset; readonly onClose: () => void }) {
  const words = useWords()
  const { t } = words
  const past = useTwin(({ selection }) => selection.past)
  return (
    <PrintView
      title={t('print.record.title')}
      subject={`${describeAsset(asset, words)} · ${asset.id}`}
      onClose={onClose}
    >
      {past.state === 'loaded' && <ThenNote past={past.value} />}
      <section className={styles.part}>
        <h2>{t('asset.tab.attributes')}</h2>
        <div className={styles.columns}>
          <Census asset={asset} />
          <Attributes asset={asset} />
        </div>
      </section>
      <section className={styles.part}>
        <h2>{t('asset.tab.sensors')}</h2>
        <SensorTable asset={asset} />
      </section>
      <section className={`${styles.part} ${styles.stages}`}>
        <h2>{t('asset.tab.lifecycle')}</h2>
        <LifecycleTimeline assetId={asset.id} isPaper />
      </section>
    </PrintView>
  )
}

function SensorTable({ asset }: { readonly asset: Asset }) {
  const { t } = useWords()
  const sensors = useTwin((state) => state.sensors)
  const time = useTwin((state) => state.time)
  if (sensors.state !== 'loaded') return <p>{t('print.sensors.notRead')}</p>
  const own = sensors.value.filter(({ id, assetId }) => assetId === asset.id || asset.sensorIds.includes(id))
  if (own.length === 0) return <p>{t('sensor.none')}</p>
  return (
    <>
      {time !== null && (
        <p className={styles.warning}>{t('time.past.notice', { time: `${formatDate(time)} ${formatTime(time)}` })}</p>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t('print.sensor')}</th>
            <th>{t('sensor.value')}</th>
            <th>{t('print.state')}</th>
            <th>
              {t('print.measuredAt')} ({t('clock.zone')})
            </th>
          </tr>
        </thead>
        <tbody>
          {own.map((sensor) => (
            <SensorLine key={sensor.id} sensor={sensor} />
          ))}
        </tbody>
      </table>
    </>
  )
}

function SensorLine({ sensor }: { readonly sensor: Sensor }) {
  const { t, locale, name } = useWords()
  const { reading, freshness, isLive } = useSensorState(sensor)
  const kind = findSensorKind(sensor.kind)
  const what = `${kind ? name(kind.name) : sensor.kind} · ${sensor.name}`
  if (!reading)
    return (
      <tr>
        <td>
          <DataText>{what}</DataText>
        </td>
        <td colSpan={3}>{t(isLive ? 'sensor.noValue' : 'time.noValue')}</td>
      </tr>
    )
  const state = [
    isLive || freshness !== 'live' ? t(`freshness.${freshness}`) : t('time.past'),
    reading.quality === 'good' ? null : t(`quality.${reading.quality}`),
    t(`grade.${reading.grade}`),
  ]
  return (
    <tr>
      <td>
        <DataText>{what}</DataText>
      </td>
      <td className={styles.number}>{formatQuantity(locale, reading.value, kind?.unit ?? '', kind?.digits ?? 2)}</td>
      <td>{state.filter(Boolean).join(' · ')}</td>
      <td>
        {formatDate(reading.at)} {formatTime(reading.at)}
      </td>
    </tr>
  )
}
