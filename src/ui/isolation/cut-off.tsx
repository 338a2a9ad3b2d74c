import type { IsolationOutcome } from '../../domain/network/isolation-result.ts'
import { formatNumber } from '../../i18n/format.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './isolation.module.css'

const MAX_CUSTOMERS = 30
/** These are told by name however long the list is. */
const VULNERABLE = new Set(['hospital', 'school', 'kindergarten', 'elderly'])

/** What the closed valves shut in, and who is without supply: hospitals and schools first. */
export function CutOff({ outcome }: { readonly outcome: IsolationOutcome }) {
  const { t, locale, known } = useWords()
  const { flyToPlace } = useCommands()
  const index = useTwin(({ assets }) => (assets.state === 'loaded' ? assets.value : null))
  const number = (value: number) => formatNumber(locale, value)
  const extent = ({ links, nodes }: { readonly links: number; readonly nodes: number }) =>
    t('isolation.extent', { links: number(links), nodes: number(nodes) })
  const { customers, classes } = outcome.cutOff
  const shown = customers.filter((customer, i) => i < MAX_CUSTOMERS || VULNERABLE.has(customer.class))
  const goTo = (node: string) => {
    const gid = index?.gidOf.get(node)
    if (!index || gid === undefined) return
    void flyToPlace({ lon: index.lon[gid] ?? 0, lat: index.lat[gid] ?? 0, height: index.height[gid] ?? 0 })
  }
  return (
    <section>
      <dl className={styles.extents}>
        <dt>{t('isolation.segment')}</dt>
        <dd>{extent(outcome.segment)}</dd>
        <dt>{t('isolation.cutOff')}</dt>
        <dd>{extent(outcome.cutOff)}</dd>
      </dl>
      <h3>{t('isolation.customers')}</h3>
      {customers.length === 0 && <p className={styles.none}>{t('isolation.customers.none')}</p>}
      <ul className={styles.classes}>
        {classes.map((group) => (
          <li key={group.class} data-vulnerable={VULNERABLE.has(group.class)}>
            <b>{known('customer', group.class)}</b>{' '}
            {t('isolation.class', { customers: number(group.customers), people: number(group.people) })}
          </li>
        ))}
      </ul>
      <ul className={styles.customers}>
        {shown.map((customer) => (
          <li key={customer.id}>
            <button type="button" className="plain" onClick={() => goTo(customer.node)}>
              <DataText>{customer.name}</DataText>{' '}
              <small>
                {known('customer', customer.class)} · {t('isolation.people', { people: number(customer.people) })}
              </small>
            </button>
          </li>
        ))}
        {customers.length > shown.length && (
          <li>{t('isolation.more', { n: number(customers.length - shown.length) })}</li>
        )}
      </ul>
      {outcome.unsupplied.nodes > 0 && (
        <p className={styles.none}>{t('isolation.unsupplied', { nodes: number(outcome.unsupplied.nodes) })}</p>
      )}
    </section>
  )
}
