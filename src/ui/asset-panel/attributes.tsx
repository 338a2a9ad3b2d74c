import type { Asset } from '../../ports/records.ts'
import { DataText } from '../data-text.tsx'
import { useTwin, useWords } from '../page.tsx'
import styles from './asset-panel.module.css'
import { attributeGroups } from './attribute-groups.ts'

/** Every attribute of a record in its group; what is not known says so, and what the reader may not know. */
export function Attributes({ asset }: { readonly asset: Asset }) {
  const words = useWords()
  const city = useTwin((state) => (state.city.state === 'loaded' ? state.city.value : null))
  return attributeGroups(asset, city, words).map(({ title, rows }) => (
    <section key={title} className={styles.group}>
      <h3>{words.t(title)}</h3>
      <dl>
        {rows.map(({ label, value, note, isHidden }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd data-unknown={value === null}>
              <DataText>{value ?? words.t(isHidden ? 'app.restricted' : 'app.unknown')}</DataText>
              {note !== undefined && <em>{note}</em>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ))
}
