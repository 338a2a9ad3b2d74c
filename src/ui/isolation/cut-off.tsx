import type { IsolationOutcome } from '../../domain/network/isolation-result.ts'
import { formatNumber } from '../../i18n/format.ts'
import { useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import { CustomerList } from './customer-list.tsx'
import styles from './isolation.module.css'

/** What the closed valves shut in, and who is without supply: hospitals and schools first. */
export function CutOff({ outcome }: { readonly outcome: IsolationOutcome }) {
  const { t, locale } = useWords()
  const number = (value: number) => formatNumber(locale, value)
  const extent = ({ links, nodes }: { readonly links: number; readonly nodes: number }) =>
    t('isolation.extent', { links: number(links), nodes: number(nodes) })
  const { customers, classes } = outcome.cutOff
  return (
    <section>
      <dl className={styles.extents}>
        <dt>{t('isolation.segment')}</dt>
        <dd>{extent(outcome.segment)}</dd>
        <dt>{t('isolation.cutOff')}</dt>
        <dd>{extent(outcome.cutOff)}</dd>
      </dl>
      <h3>{t('isolation.customers')}</h3>
      {customers.length === 0 && <p className={shared.none}>{t('isolation.customers.none')}</p>}
      <CustomerList customers={customers} classes={classes} />
      {outcome.unsupplied.nodes > 0 && (
        <p className={shared.none}>{t('isolation.unsupplied', { nodes: number(outcome.unsupplied.nodes) })}</p>
      )}
    </section>
  )
}
