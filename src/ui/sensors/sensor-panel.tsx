import type { SensorId } from '../../domain/ids.ts'
import { DataText } from '../data-text.tsx'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { EmptyFace } from '../states/faces.tsx'
import { SensorRow } from './asset-sensors.tsx'
import styles from './sensors.module.css'

/** A sensor that stands on no asset, e.g. for weather or air. */
export function SensorPanel({ sensorId }: { readonly sensorId: SensorId }) {
  const { t } = useWords()
  const { closeAsset } = useCommands()
  const sensor = useTwin(({ sensors }) =>
    sensors.state === 'loaded' ? sensors.value.find(({ id }) => id === sensorId) : undefined,
  )
  if (!sensor) return null
  return (
    <Panel title={<DataText>{sensor.name}</DataText>} onClose={closeAsset}>
      <ul className={styles.list}>
        <SensorRow sensor={sensor} />
      </ul>
      <EmptyFace>{t('sensor.alone')}</EmptyFace>
    </Panel>
  )
}
