import type { IsolationOutcome, ValvePlace } from '../../domain/network/isolation-result.ts'
import { formatQuantity } from '../../i18n/format.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { useWords } from '../page.tsx'
import { PlaceText } from './place-text.tsx'
import styles from './print.module.css'
import { type Records, recordOf } from './print-with-records.tsx'

interface OrderProps {
  readonly outcome: IsolationOutcome
  readonly records: Records
  /** what else is said of a valve, by its place in the order */
  readonly noteOf?: ((order: number) => string) | undefined
}

/** On paper: the valves in the order to close them, with room for when and by whom, then those that do not work. */
export function ClosingOrder({ outcome, records, noteOf }: OrderProps) {
  const { t } = useWords()
  return (
    <>
      <section className={styles.part}>
        <h2>{t('isolation.valves')}</h2>
        {outcome.valves.length === 0 ? (
          <p className={styles.warning}>{t('isolation.valves.none')}</p>
        ) : (
          <ValveTable outcome={outcome} records={records} noteOf={noteOf} />
        )}
      </section>
      {outcome.inoperable.length > 0 && (
        <section className={styles.part}>
          <h2>{t('isolation.inoperable')}</h2>
          <p>{outcome.inoperable.map(({ node }) => shortId(node)).join(t('list.separator'))}</p>
        </section>
      )}
    </>
  )
}

/** Whose records the order tells: the points of its valves. */
export function valvesOf({ valves, inoperable }: IsolationOutcome): string[] {
  return [...valves, ...inoperable].map(({ node }) => node)
}

function ValveTable({ outcome: { valves }, records, noteOf }: OrderProps) {
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
            <td>
              {t(valve.isAssumed ? 'isolation.assumed' : 'isolation.operable')}
              {noteOf && <div>{noteOf(i)}</div>}
            </td>
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
  const { t } = useWords()
  const at = recordOf(records, valve.node)?.at ?? valve.at
  return at ? <PlaceText at={at} /> : t('app.unknown')
}
