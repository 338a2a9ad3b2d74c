import { InputNumber } from 'antd'
import type { FloodPlan } from '../../domain/inundation/flood-plan.ts'
import type { FloodScenario } from '../../domain/inundation/scenario.ts'
import { formatQuantity } from '../../i18n/format.ts'
import { DataText } from '../data-text.tsx'
import { useWords } from '../page.tsx'
import styles from './scenario.module.css'

const MINUTE = 60

interface PumpSwitchesProps {
  readonly pumps: NonNullable<FloodPlan['drainage']>['pumps']
  readonly scenario: Pick<FloodScenario, 'switches' | 'hours'>
  readonly onChange: (switches: FloodScenario['switches']) => void
}

/** The pumps of the drains: each runs by its levels, or stands still from a minute of the run on. */
export function PumpSwitches({ pumps, scenario: { switches, hours }, onChange }: PumpSwitchesProps) {
  const { t, locale } = useWords()
  if (pumps.length === 0) return null
  const others = (id: string) => switches.filter((one) => one.id !== id)
  const stop = (id: string, time_s: number) => onChange([...others(id), { id, time_s, setting: 0 }])
  return (
    <fieldset className={styles.pumps}>
      <legend>{t('scenario.pumps')}</legend>
      {pumps.map(({ id, name, flow_m3_s }) => {
        const off = switches.find((one) => one.id === id)
        return (
          <div key={id}>
            <label>
              <input type="checkbox" checked={!off} onChange={() => (off ? onChange(others(id)) : stop(id, 0))} />
              <DataText>{name}</DataText>
            </label>
            <small>
              {t(off ? 'scenario.pump.off' : 'scenario.pump.runs', {
                flow: formatQuantity(locale, flow_m3_s, 'm³/s', 2),
              })}
            </small>
            {off && (
              <InputNumber
                size="small"
                aria-label={t('scenario.pump.from', { name })}
                min={0}
                max={hours * MINUTE}
                step={10}
                suffix="min"
                value={off.time_s / MINUTE}
                onChange={(value) => value !== null && stop(id, value * MINUTE)}
              />
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
