import type { CustomerCutOff } from '../../domain/network/isolation-result.ts'
import { formatNumber } from '../../i18n/format.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './isolation.module.css'

const MAX_CUSTOMERS = 30
/** These are told by name however long the list is. */
const VULNERABLE = new Set(['hospital', 'school', 'kindergarten', 'elderly'])

interface CustomerListProps {
  /** hospitals and schools first */
  readonly customers: readonly CustomerCutOff[]
  readonly classes: readonly { readonly class: string; readonly customers: number; readonly people: number }[]
}

/** Customers by class, and by name: each goes to its node. */
export function CustomerList({ customers, classes }: CustomerListProps) {
  const { t, locale, known } = useWords()
  const { flyToPlace } = useCommands()
  const index = useTwin(({ assets }) => (assets.state === 'loaded' ? assets.value : null))
  const number = (value: number) => formatNumber(locale, value)
  const shown = customers.filter((customer, i) => i < MAX_CUSTOMERS || VULNERABLE.has(customer.class))
  const goTo = (node: string) => {
    const gid = index?.gidOf.get(node)
    if (!index || gid === undefined) return
    void flyToPlace({ lon: index.lon[gid] ?? 0, lat: index.lat[gid] ?? 0, height: index.height[gid] ?? 0 })
  }
  return (
    <>
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
    </>
  )
}
