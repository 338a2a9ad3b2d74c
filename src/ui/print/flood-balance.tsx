import { accountsOf, type VolumeAccount } from '../../domain/inundation/accounts.ts'
import { formatQuantity } from '../../i18n/format.ts'
import { MOST_VOLUME_ERROR } from '../../state/flood.ts'
import { accountErrorText } from '../inundation/volume-error-text.ts'
import { useWords } from '../page.tsx'
import styles from './print.module.css'

/** Every volume of a run in its account, of the ground and of the drains, and what each of them does not explain. */
export function FloodBalance({ outcome }: { readonly outcome: Parameters<typeof accountsOf>[0] }) {
  const { t } = useWords()
  return (
    <section className={styles.part}>
      <h2>{t('report.balance')}</h2>
      {accountsOf(outcome).map((account) => (
        <Account key={account.of} account={account} />
      ))}
    </section>
  )
}

function Account({ account }: { readonly account: VolumeAccount }) {
  const words = useWords()
  const { t, locale } = words
  const cubic = (volume: number) => formatQuantity(locale, volume, 'm³', 0)
  const rows = [
    ...account.came.map(([line, volume]) => [t(`report.volume.${line}`), cubic(volume)]),
    [t('report.volume.came'), cubic(account.in)],
    ...account.went.map(([line, volume]) => [t(`report.volume.${line}`), cubic(volume)]),
    [t('report.volume.went'), cubic(account.out)],
    [
      t('report.volume.error'),
      `${accountErrorText(words, account)} · ${t('report.allowed')} ${formatQuantity(locale, 100 * MOST_VOLUME_ERROR, '%', 2)}`,
    ],
  ]
  return (
    <>
      <h3>{t(`report.account.${account.of}`)}</h3>
      <table className={styles.table}>
        <tbody>
          {rows.map(([what, said]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td className={styles.number}>{said}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
