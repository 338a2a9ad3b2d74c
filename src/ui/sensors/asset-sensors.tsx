import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatPeriod } from '../../i18n/format.ts'
import type { Asset, Sensor } from '../../ports/records.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { EmptyFace, LoadableFace } from '../states/faces.tsx'
import { DriftMark } from './drift-note.tsx'
import { LiveValue } from './live-value.tsx'
import { SensorDetail } from './sensor-detail.tsx'
import styles from './sensors.module.css'

/** Every sensor on an asset with its live value; the chosen one opens with its chart. */
export function AssetSensors({ asset }: { readonly asset: Pick<Asset, 'id' | 'sensorIds'> }) {
  const { t } = useWords()
  const sensors = useTwin((state) => state.sensors)
  return (
    <LoadableFace of={sensors} loading={t('sensor.loading')}>
      {(all) => {
        const own = all.filter((sensor) => sensor.assetId === asset.id || asset.sensorIds.includes(sensor.id))
        if (own.length === 0) return <EmptyFace>{t('sensor.none')}</EmptyFace>
        return (
          <ul className={styles.list}>
            {own.map((sensor) => (
              <SensorRow key={sensor.id} sensor={sensor} />
            ))}
          </ul>
        )
      }}
    </LoadableFace>
  )
}

/** A sensor with its live value; pressing it opens or closes its chart. */
export function SensorRow({ sensor }: { readonly sensor: Sensor }) {
  const { t, name, locale } = useWords()
  const { selectSensor } = useCommands()
  const isChosen = useTwin((state) => state.selection.sensorId === sensor.id)
  const kind = findSensorKind(sensor.kind)
  return (
    <li className={styles.item} data-chosen={isChosen}>
      <button
        type="button"
        className={`plain ${styles.row}`}
        aria-expanded={isChosen}
        onClick={() => selectSensor(isChosen ? null : sensor.id)}
      >
        <span className={styles.name}>
          <b>{kind ? name(kind.name) : t('sensor.unknownKind', { kind: sensor.kind })}</b>
          <DriftMark sensor={sensor} />
          <small>
            <DataText>{sensor.name}</DataText> ·{' '}
            <span className={styles.period}>
              {t('sensor.period', { period: formatPeriod(locale, sensor.period_s) })}
            </span>
          </small>
        </span>
        <LiveValue sensor={sensor} />
      </button>
      {isChosen && <SensorDetail sensor={sensor} />}
    </li>
  )
}
