import { InputNumber } from 'antd'
import type { FloodPlan } from '../../domain/inundation/flood-plan.ts'
import type { FloodScenario } from '../../domain/inundation/scenario.ts'
import { DataText } from '../data-text.tsx'
import { useWords } from '../page.tsx'
import styles from './scenario.module.css'

const MINUTE = 60
const PERCENT = 100

interface GateSwitchesProps {
  readonly gates: NonNullable<FloodPlan['drainage']>['gates']
  readonly scenario: Pick<FloodScenario, 'switches' | 'hours'>
  readonly onChange: (switches: FloodScenario['switches']) => void
}

/** The gates of the drains: each stays fully open, or is put to an opening at a minute of the run. */
export function GateSwitches({ gates, scenario: { switches, hours }, onChange }: GateSwitchesProps) {
  const { t } = useWords()
  if (gates.length === 0) return null
  const others = (id: string) => switches.filter((one) => one.id !== id)
  return (
    <fieldset className={styles.pumps}>
      <legend>{t('scenario.gates')}</legend>
      {gates.map(({ id, name }) => {
        const given = switches.find((one) => one.id === id)
        const own = { id, time_s: 0, setting: 0, ...given }
        const put = (changed: Partial<typeof own>) => onChange([...others(id), { ...own, ...changed }])
        return (
          <div key={id}>
            <label>
              <input type="checkbox" checked={!given} onChange={() => (given ? onChange(others(id)) : put({}))} />
              <DataText>{name}</DataText>
            </label>
            <small>{t(given ? 'scenario.gate.moved' : 'scenario.gate.open')}</small>
            {given && (
              <>
                <InputNumber
                  size="small"
                  aria-label={t('scenario.gate.opening', { name })}
                  min={0}
                  max={PERCENT}
                  step={10}
                  suffix="%"
                  value={PERCENT * (own.setting ?? 1)}
                  onChange={(value) => value !== null && put({ setting: value / PERCENT })}
                />
                <InputNumber
                  size="small"
                  aria-label={t('scenario.gate.from', { name })}
                  min={0}
                  max={hours * MINUTE}
                  step={10}
                  suffix="min"
                  value={own.time_s / MINUTE}
                  onChange={(value) => value !== null && put({ time_s: value * MINUTE })}
                />
              </>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
