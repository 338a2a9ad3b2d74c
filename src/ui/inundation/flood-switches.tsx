import { useId } from 'react'
import type { SwitchOrder } from '../../domain/inundation/scenario.ts'
import { formatDuration } from '../../i18n/format.ts'
import type { Flood } from '../../state/flood.ts'
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
    .toSorted((one, other) => one.time_s - other.time_s)
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

/** What was switched while the run was computed, with its time; and what came too late for it. */
export function SwitchRecord({ flood }: { readonly flood: Pick<Flood, 'switched' | 'ordered' | 'plan'> }) {
  const words = useWords()
  const said = (order: SwitchOrder) => {
    const { name, setting } = switchWords(order, flood.plan.drainage, words)
    return (
      <>
        <DataText>{name}</DataText> {setting}
      </>
    )
  }
  return (
    <ul className={styles.record}>
      {flood.switched.map((one) => (
        <li key={`${one.id} ${one.time_s}`}>
          <time>{formatDuration(one.time_s * 1000)}</time> {said(one)}
        </li>
      ))}
      {flood.ordered.map((one, n) => (
        <li key={n}>
          {said(one)}: {words.t('switches.late')}
        </li>
      ))}
    </ul>
  )
}
