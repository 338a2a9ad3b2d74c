import { useEffect, useState } from 'react'
import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatInstant, formatQuantity } from '../../i18n/format.ts'
import type { Sensor, SensorFault } from '../../ports/records.ts'
import type { Loadable } from '../../state/store.ts'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import styles from './sensors.module.css'

/** More than this many faults that are over are told by their number. */
const SHOWN = 5

/** What is and lately was wrong with the instrument, in words; faults are never alarms. */
export function SensorFaults({ sensor }: { readonly sensor: Sensor }) {
  const { t } = useWords()
  const { readSensorFaults } = useCommands()
  const [faults, setFaults] = useState<Loadable<readonly SensorFault[]>>({ state: 'idle' })
  const now = useTwin((state) => Math.floor(state.now / 60_000) * 60_000)
  // read again when the quality of its newest value changes: a fault began or ended
  const quality = useTwin((state) => state.latest.get(sensor.id)?.quality ?? sensor.latest?.quality)
  useEffect(() => {
    let isOver = false
    void readSensorFaults(sensor.id).then((result) => {
      if (!isOver)
        setFaults(result.ok ? { state: 'loaded', value: result.value } : { state: 'failed', failure: result.failure })
    })
    return () => {
      isOver = true
    }
  }, [readSensorFaults, sensor.id, quality])
  if (faults.state === 'failed') return <FailureFace failure={faults.failure} />
  if (faults.state !== 'loaded' || faults.value.length === 0) return null
  const rest = faults.value.length - SHOWN
  return (
    <section aria-label={t('sensor.faults')}>
      <h3 className={styles.heading}>{t('sensor.faults')}</h3>
      <ul className={styles.faults}>
        {faults.value.slice(0, SHOWN).map((fault) => (
          <FaultRow key={`${fault.kind}${fault.since}`} fault={fault} sensor={sensor} now={now} />
        ))}
      </ul>
      {rest > 0 && <p className={styles.age}>{t('sensor.faults.rest', { n: rest })}</p>}
    </section>
  )
}

function FaultRow(props: { readonly fault: SensorFault; readonly sensor: Sensor; readonly now: number }) {
  const { t, locale } = useWords()
  const { kind, since, until, detail } = props.fault
  const of = findSensorKind(props.sensor.kind)
  const value = detail.value ?? detail.departure
  return (
    <li data-lasts={until === null}>
      <b>{t(`fault.${kind}`)}</b>{' '}
      {value !== undefined && formatQuantity(locale, value, of?.unit ?? '', of?.digits ?? 2)}{' '}
      <small>
        {kind === 'spike'
          ? formatInstant(since, props.now)
          : until === null
            ? t('fault.since', { time: formatInstant(since, props.now) })
            : t('fault.span', { from: formatInstant(since, props.now), to: formatInstant(until, props.now) })}
      </small>
    </li>
  )
}
