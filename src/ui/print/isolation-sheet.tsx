import { useState } from 'react'
import type { IsolationOutcome, ValvePlace } from '../../domain/network/isolation-result.ts'
import type { Result } from '../../domain/result.ts'
import type { RunSummary } from '../../domain/run-summary.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { Asset } from '../../ports/records.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { Button } from '../controls/button.tsx'
import { CutOff } from '../isolation/cut-off.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { describePlace } from '../readout/place-words.ts'
import styles from './print.module.css'
import { PrintView } from './print-view.tsx'

type Records = ReadonlyMap<string, Result<Asset>>
const SIGNERS = ['drawn', 'checked', 'approved', 'onSite'] as const

/** Reads the records of the valves and opens the printable 关阀单. */
export function IsolationSheetButton({ summary }: { readonly summary: RunSummary<IsolationOutcome> }) {
  const { t } = useWords()
  const { readAssets } = useCommands()
  const [records, setRecords] = useState<Records | 'reading' | null>(null)
  const open = async () => {
    const { element, valves, inoperable } = summary.outcome
    setRecords('reading')
    setRecords(await readAssets([element.id, ...[...valves, ...inoperable].map(({ node }) => node)]))
  }
  return (
    <>
      <Button isSmall icon="print" isBusy={records === 'reading'} onClick={() => void open()}>
        {t('print.isolation')}
      </Button>
      {records !== null && records !== 'reading' && (
        <IsolationSheet summary={summary} records={records} onClose={() => setRecords(null)} />
      )}
    </>
  )
}

interface SheetProps {
  readonly summary: RunSummary<IsolationOutcome>
  readonly records: Records
  readonly onClose: () => void
}

function IsolationSheet({ summary, records, onClose }: SheetProps) {
  const { t, locale, name, given } = useWords()
  const { outcome, balance, caveats } = summary
  const number = (value: number) => formatNumber(locale, value)
  const subject = recordOf(records, outcome.element.id)
  const road = subject && given(subject.road, subject.road_en)
  const { customers, people } = outcome.cutOff
  const counts = { valves: number(outcome.valves.length), customers: number(customers.length), people: number(people) }
  return (
    <PrintView
      title={t('print.isolation.title')}
      subject={`${t('isolation.subject')} ${outcome.element.id} · ${road ?? t('print.roadUnknown')}`}
      onClose={onClose}
    >
      <section className={styles.part}>
        <h2>{t(customers.length === 0 ? 'isolation.summary.nobody' : 'isolation.summary', counts)}</h2>
        {caveats.length > 0 && (
          <ul>
            {caveats.map((caveat) => (
              <li key={caveat.zh}>{name(caveat)}</li>
            ))}
          </ul>
        )}
      </section>
      <section className={styles.part}>
        <h2>{t('isolation.valves')}</h2>
        {outcome.valves.length === 0 ? (
          <p className={styles.warning}>{t('isolation.valves.none')}</p>
        ) : (
          <ValveTable valves={outcome.valves} records={records} />
        )}
      </section>
      {outcome.inoperable.length > 0 && (
        <section className={styles.part}>
          <h2>{t('isolation.inoperable')}</h2>
          <p>{outcome.inoperable.map(({ node }) => shortId(node)).join(t('list.separator'))}</p>
        </section>
      )}
      <section className={styles.part}>
        <h2>{t('isolation.cutOff')}</h2>
        <CutOff outcome={outcome} />
      </section>
      <section className={styles.part}>
        <h2>{t('isolation.balance')}</h2>
        <ul>
          {balance.map(({ quantity, in: given, out, error, tolerance }) => (
            <li key={quantity.zh}>
              {t('isolation.balanced', {
                quantity: name(quantity),
                in: number(given),
                out: number(out),
                error: formatQuantity(locale, error * 100, '%', 2),
              })}
              {error > tolerance && (
                <strong className={styles.warning}>
                  {t('isolation.untrusted', { tolerance: formatQuantity(locale, tolerance * 100, '%', 2) })}
                </strong>
              )}
            </li>
          ))}
        </ul>
        <p>{t('print.isolation.basis')}</p>
      </section>
      <div className={styles.signs}>
        {SIGNERS.map((signer) => (
          <div key={signer} className={styles.sign}>
            {t(`print.sign.${signer}`)} / {t('print.sign.date')}
          </div>
        ))}
      </div>
    </PrintView>
  )
}

function ValveTable({ valves, records }: { readonly valves: IsolationOutcome['valves']; readonly records: Records }) {
  const { t, locale } = useWords()
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th>{t('print.order')}</th>
          <th>{t('print.valve')}</th>
          <th>{t('attribute.road')}</th>
          <th>{t('print.place')}</th>
          <th>{t('attribute.operable')}</th>
          <th>{t('print.distance')}</th>
          <th className={styles.blank}>{t('print.closedAt')}</th>
          <th className={styles.blank}>{t('print.closedBy')}</th>
        </tr>
      </thead>
      <tbody>
        {valves.map((valve, i) => (
          <tr key={`${valve.node} ${valve.link}`}>
            <td className={styles.number}>{i + 1}</td>
            <td>
              <b>{shortId(valve.node)}</b>
            </td>
            <td>
              <Road valve={valve} records={records} />
            </td>
            <td>
              <Place valve={valve} records={records} />
            </td>
            <td>{t(valve.isAssumed ? 'isolation.assumed' : 'isolation.operable')}</td>
            <td className={styles.number}>
              {valve.distance === null ? t('app.unknown') : formatQuantity(locale, valve.distance, 'm')}
            </td>
            <td />
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface ValveProps {
  readonly valve: ValvePlace
  readonly records: Records
}

function Road({ valve, records }: ValveProps) {
  const { t, given } = useWords()
  const record = records.get(valve.node)
  if (!record?.ok) return t('print.notRead')
  return given(record.value.road, record.value.road_en) ?? t('app.unknown')
}

function Place({ valve, records }: ValveProps) {
  const words = useWords()
  const internal = useTwin(({ internal: it }) => (it?.state === 'loaded' ? it.value : null))
  const at = recordOf(records, valve.node)?.at ?? (valve.at && { ...valve.at, height: 0 })
  if (!at) return words.t('app.unknown')
  const { plane, lonLat } = describePlace(at, internal, false, words)
  return plane?.text ?? lonLat
}

function recordOf(records: Records, id: string): Asset | null {
  const record = records.get(id)
  return record?.ok ? record.value : null
}
