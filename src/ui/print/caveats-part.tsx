import type { Localized } from '../../domain/localized.ts'
import { useWords } from '../page.tsx'
import styles from './print.module.css'

/** Where a result does not hold, what the data lack, and what is taken in place of it. */
export function CaveatsPart({ title, caveats }: { readonly title: string; readonly caveats: readonly Localized[] }) {
  const { name } = useWords()
  return (
    <section className={styles.part}>
      <h2>{title}</h2>
      <ul>
        {caveats.map((caveat) => (
          <li key={caveat.zh}>{name(caveat)}</li>
        ))}
      </ul>
    </section>
  )
}
