import { InputNumber, Select } from 'antd'
import type { FloodPlan } from '../../domain/inundation/flood-plan.ts'
import { type FloodScenario, type FloodSwitch, isAfter } from '../../domain/inundation/scenario.ts'
import { formatQuantity } from '../../i18n/format.ts'
import { Button } from '../controls/button.tsx'
import { DataText } from '../data-text.tsx'
import { useWords } from '../page.tsx'
import styles from './scenario.module.css'
import { SETTINGS, type Switchable, settingWords, switchables } from './switchables.ts'

const MINUTE = 60
const PERCENT = 100
/** after the switch before, the next one that is added [s] */
const LATER = 30 * MINUTE

interface PlannedSwitchesProps {
  readonly drainage: FloodPlan['drainage']
  readonly scenario: Pick<FloodScenario, 'switches' | 'hours'>
  readonly onChange: (switches: FloodScenario['switches']) => void
}

/** Pumps and gates of the drains, each with what staff will do to it and when: any number of switches. */
export function PlannedSwitches({ drainage, scenario, onChange }: PlannedSwitchesProps) {
  const { t } = useWords()
  const links = switchables(drainage)
  return (['pump', 'gate'] as const).map((kind) => {
    const own = links.filter((link) => link.kind === kind)
    if (own.length === 0) return null
    return (
      <fieldset key={kind} className={styles.devices}>
        <legend>{t(`scenario.${kind}s`)}</legend>
        {own.map((link) => (
          <Device key={link.id} link={link} drainage={drainage} scenario={scenario} onChange={onChange} />
        ))}
      </fieldset>
    )
  })
}

function Device({
  link,
  drainage,
  scenario: { switches, hours },
  onChange,
}: PlannedSwitchesProps & { readonly link: Switchable }) {
  const words = useWords()
  const { t, locale } = words
  const { id, name, kind } = link
  const own = switches.filter((one) => one.id === id)
  const flow = drainage?.pumps.find((pump) => pump.id === id)?.flow_m3_s
  const change = (of: FloodSwitch, by: Partial<FloodSwitch>) =>
    onChange(switches.map((one) => (one === of ? { ...one, ...by } : one)))
  const add = () => {
    const last = own.toSorted((one, other) => one.time_s - other.time_s).at(-1)
    const time_s = last ? Math.min(last.time_s + LATER, hours * MINUTE * MINUTE) : 0
    const setting = last?.setting === 0 ? 1 : 0
    onChange([...switches, { id, time_s, setting }])
  }
  return (
    <div className={styles.device}>
      <span>
        <DataText>{name}</DataText>{' '}
        <small>
          {flow === undefined
            ? t('scenario.gate.first')
            : t('scenario.pump.first', { flow: formatQuantity(locale, flow, 'm³/s', 2) })}
        </small>
      </span>
      <Button isSmall icon="plus" aria-label={t('scenario.switch.add.of', { name })} onClick={add}>
        {t('scenario.switch.add')}
      </Button>
      {own.length > 0 && (
        <ol className={styles.switches}>
          {own.map((one, n) => (
            <li key={`${id} ${n}`}>
              <InputNumber
                size="small"
                aria-label={t('scenario.switch.time', { name, n: n + 1 })}
                min={0}
                max={hours * MINUTE}
                step={10}
                suffix="min"
                value={one.time_s / MINUTE}
                onChange={(value) => value !== null && change(one, { time_s: value * MINUTE })}
              />
              {kind === 'gate' ? (
                <InputNumber
                  size="small"
                  aria-label={t('scenario.switch.opening', { name, n: n + 1 })}
                  min={0}
                  max={PERCENT}
                  step={10}
                  suffix={t('scenario.switch.open')}
                  value={PERCENT * (one.setting ?? 1)}
                  onChange={(value) => value !== null && change(one, { setting: value / PERCENT })}
                />
              ) : (
                <Select
                  size="small"
                  virtual={false}
                  aria-label={t('scenario.switch.state', { name, n: n + 1 })}
                  value={String(one.setting)}
                  onChange={(value) => change(one, { setting: value === 'null' ? null : Number(value) })}
                  options={SETTINGS.pump.map((setting) => ({
                    value: String(setting),
                    label: settingWords('pump', setting, words),
                  }))}
                />
              )}
              <Button
                isSmall
                icon="close"
                aria-label={t('scenario.switch.remove', { name, n: n + 1 })}
                onClick={() => onChange(switches.filter((each) => each !== one))}
              />
              {isAfter(one, { hours }) && <small>{t('scenario.switch.after')}</small>}
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
