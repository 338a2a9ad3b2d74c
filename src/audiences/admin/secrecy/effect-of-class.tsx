import { isVertical, type SecrecyClass, type SecrecyTarget } from '../../../domain/admin/secrecy.ts'
import { formatNumber } from '../../../i18n/format.ts'
import type { SecrecyEffect } from '../../../ports/admin.ts'
import type { Loadable } from '../../../state/store.ts'
import { useWords } from '../../../ui/page.tsx'
import { LoadingFace } from '../../../ui/states/faces.tsx'
import styles from '../admin.module.css'

interface EffectOfClassProps {
  readonly of: Loadable<SecrecyEffect>
  readonly target: SecrecyTarget
  readonly newClass: SecrecyClass
}

/** Who loses or gains the sight of what, in plain words. */
export function EffectOfClass({ of, target, newClass }: EffectOfClassProps) {
  const { t, name } = useWords()
  if (of.state === 'idle') return null
  if (of.state === 'loading') return <LoadingFace>{t('admin.secrecy.effect.loading')}</LoadingFace>
  if (of.state === 'failed')
    return (
      <p className={styles.refused} role="alert">
        <strong>{t('admin.secrecy.effect.failed')}</strong>
        {of.failure.message ? name(of.failure.message) : t(`failure.${of.failure.kind}`)}
      </p>
    )
  return <Told effect={of.value} target={target} newClass={newClass} />
}

function Told({ effect, target, newClass }: Omit<EffectOfClassProps, 'of'> & { readonly effect: SecrecyEffect }) {
  const { t, known, locale } = useWords()
  const { rows, people, total } = effect
  const those = (part: 'sight' | 'tiles', change: 'loses' | 'gains') =>
    people
      .filter((person) => person[part] === change)
      .map(({ name, role, rows: seen }) =>
        t(part === 'sight' ? 'admin.secrecy.effect.personRows' : 'admin.secrecy.effect.person', {
          name: name ?? t('app.unknown'),
          role: known('role', role),
          n: formatNumber(locale, seen),
        }),
      )
  const parts = [
    ['admin.secrecy.effect.loses', those('sight', 'loses')],
    ['admin.secrecy.effect.gains', those('sight', 'gains')],
    ['admin.secrecy.effect.tiles.loses', those('tiles', 'loses')],
    ['admin.secrecy.effect.tiles.gains', those('tiles', 'gains')],
  ] as const
  const isField = target.table === 'field'
  return (
    <section className={`${styles.note} ${styles.effect}`} role="status" aria-label={t('admin.secrecy.effect')}>
      <strong>{t('admin.secrecy.effect')}</strong>
      <p>
        {t(isField ? 'admin.secrecy.effect.fieldRows' : 'admin.secrecy.effect.rows', { n: formatNumber(locale, rows) })}
      </p>
      {rows === 0 && target.table === 'asset' && <p>{t('admin.secrecy.effect.noAsset')}</p>}
      {parts.map(
        ([word, who]) =>
          who.length > 0 && (
            <p key={word}>
              {t(word, { n: formatNumber(locale, who.length) })}
              {who.join(locale === 'zh' ? '、' : ', ')}
            </p>
          ),
      )}
      {people.length === 0 && <p>{t('admin.secrecy.effect.nobody')}</p>}
      {total > people.length && <p>{t('admin.secrecy.effect.more', { n: formatNumber(locale, total) })}</p>}
      {isField && isVertical(target.column) && <p>{t('admin.secrecy.effect.vertical')}</p>}
      {isField && <p>{t('admin.secrecy.effect.findings')}</p>}
      {!isField && <p>{t('admin.secrecy.effect.sensors')}</p>}
      {newClass === 2 && <p>{t('admin.secrecy.effect.audited')}</p>}
    </section>
  )
}
