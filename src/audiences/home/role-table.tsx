import type { Role } from '../../domain/access/audience.ts'
import { useTwin, useWords } from '../../ui/page.tsx'
import styles from './roles.module.css'

const ROLES: readonly Role[] = ['public', 'planner', 'duty', 'leader', 'enterprise', 'admin']

/** What each role sees and may do, in plain words. The server decides; this tells. */
export function RoleTable() {
  const { t } = useWords()
  const own = useTwin(({ session }) => (session.state === 'loaded' ? (session.value?.role ?? 'public') : null))
  return (
    <section className={styles.roles}>
      <h2>{t('home.roles')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('home.roles.role')}</th>
            <th scope="col">{t('home.roles.sees')}</th>
            <th scope="col">{t('home.roles.does')}</th>
          </tr>
        </thead>
        <tbody>
          {ROLES.map((role) => (
            <tr key={role} data-own={role === own}>
              <th scope="row">
                {t(`role.${role}`)} {role === own && <small>{t('home.roles.own')}</small>}
              </th>
              <td data-label={t('home.roles.sees')}>{t(`home.sees.${role}`)}</td>
              <td data-label={t('home.roles.does')}>{t(`home.does.${role}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.help}>{t('home.roles.help')}</p>
    </section>
  )
}
