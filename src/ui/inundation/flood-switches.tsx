import { useId } from 'react'
import { bySwitchTime, isAfter, type SwitchOrder } from '../../domain/inundation/scenario.ts'
import { formatDuration } from '../../i18n/format.ts'
import type { Flood, FloodSetting } from '../../state/flood.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import styles from './inundation.module.css'
import { SETTINGS, type Switchable, switchables, switchWords } from './switchables.ts'

/** The pumps and gates of a flood that is computed: staff switch them now, and the run takes it at its next step. */
export function FloodSwitches({ flood }: { readonly flood: Flood }) {
  const { t } = useWords()
  const links = switchables(flood.plan.drainage)
  if (links.length === 0) return null
  return (
    <section className={`${styles.switches} ${shared.headed}`}>
      <h3>{t('switches.title')}</h3>
      {links.map((link) => (
        <Settings key={link.id} link={link} flood={flood} />
      ))}
    </section>
  )
}

function Settings({ link: { id, name, kind }, flood }: { readonly link: Switchable; readonly flood: Flood }) {
  const words = useWords()
  const { switchInFlood } = useCommands()
  const group = useId()
  const waiting = flood.ordered.findLast((order) => order.id === id)
  const time = flood.frames.at(-1)?.time ?? 0
  const held = [...flood.scenario.switches.filter(({ time_s }) => time_s <= time), ...flood.switched]
    .toSorted(bySwitchTime)
    .findLast((one) => one.id === id)
  const setting = (waiting ?? held)?.setting ?? (kind === 'gate' ? 1 : null)
  return (
    <fieldset className={styles.layers}>
      <legend>
        <DataText>{name}</DataText>
      </legend>
      {SETTINGS[kind].map((one) => (
        <label key={one}>
          <input
            type="radio"
            name={group}
            checked={setting === one}
            onChange={() => switchInFlood({ id, setting: one })}
          />
          {switchWords({ id, setting: one }, flood.plan.drainage, words).setting}
        </label>
      ))}
      {waiting && <small role="status">{words.t('switches.waiting')}</small>}
    </fieldset>
  )
}

interface SwitchRecordProps {
  readonly run: Pick<FloodSetting, 'plan' | 'scenario' | 'switched'>
  /** ordered, and not taken before the end */
  readonly late?: readonly SwitchOrder[]
}

/** What was switched in a run and when: by its scenario, and while it was computed; and what came too late for it. */
export function SwitchRecord({ run: { plan, scenario, switched }, late = [] }: SwitchRecordProps) {
  const words = useWords()
  const { t } = words
  const said = (order: SwitchOrder) => {
    const { name, setting } = switchWords(order, plan.drainage, words)
    return (
      <>
        <DataText>{name}</DataText> {setting}
      </>
    )
  }
  const parts = [
    [t('report.switches'), scenario.switches],
    [t('report.switched'), switched],
  ] as const
  return (
    <>
      {parts.map(
        ([title, switches]) =>
          switches.length > 0 && (
            <section key={title} className={styles.record}>
              <h3>{title}</h3>
              <ul>
                {switches.toSorted(bySwitchTime).map((one, n) => (
                  <li key={n}>
                    <time>{formatDuration(one.time_s * 1000)}</time> {said(one)}
                    {isAfter(one, scenario) && ` (${t('scenario.switch.after')})`}
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
      {late.length > 0 && (
        <ul className={styles.record}>
          {late.map((one, n) => (
            <li key={n}>
              {said(one)}: {t('switches.late')}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
