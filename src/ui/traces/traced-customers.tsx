import type { TraceOutcome } from '../../domain/network/trace-result.ts'
import { formatNumber } from '../../i18n/format.ts'
import { CustomerList } from '../isolation/customer-list.tsx'
import { useWords } from '../page.tsx'
import shared from '../result/result.module.css'

/** Whom a trace concerns, by class and by name: hospitals and schools first. */
export function TracedCustomers({ outcome }: { readonly outcome: TraceOutcome }) {
  const { t, locale } = useWords()
  const { customers, classes, possibleCustomers } = outcome
  return (
    <section>
      <h3>{t('traces.customers')}</h3>
      {customers.length === 0 && <p className={shared.none}>{t('traces.customers.none')}</p>}
      <CustomerList customers={customers} classes={classes} />
      {possibleCustomers > 0 && (
        <p className={shared.none}>{t('traces.customers.possible', { n: formatNumber(locale, possibleCustomers) })}</p>
      )}
    </section>
  )
}
