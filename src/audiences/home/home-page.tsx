import { Icon } from '../../ui/icon.tsx'
import { useTwin, useWords } from '../../ui/page.tsx'
import { useServerStep } from '../../ui/states/server-step.ts'
import { Clock, Language, Look } from '../../ui/title-bar/title-bar.tsx'
import { CityFacts } from './city-facts.tsx'
import { FaceChoices } from './face-choices.tsx'
import styles from './home.module.css'
import { RoleTable } from './role-table.tsx'
import { StreetSection } from './street-section.tsx'
import { WhoPanel } from './who-panel.tsx'

/** What this is, of which city, and the way in for everybody: the public first, without a sign-in. */
export function HomePage() {
  const { t, name } = useWords()
  const city = useTwin((state) => (state.city.state === 'loaded' ? state.city.value : null))
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <span className={styles.brand}>
          <Icon name="underground" size={20} /> {t('app.title')}
        </span>
        <ServerMark />
        <Clock />
        <span className={styles.keys}>
          <Look />
          <Language />
        </span>
      </header>
      <main>
        <section className={styles.hero}>
          <div>
            <h1>{city ? name(city.name) : t('app.title')}</h1>
            <p>{t('home.lead')}</p>
            {city?.isExample && (
              <p className={styles.example}>
                <b>{t('app.example')}</b> {t('app.example.help')}
              </p>
            )}
          </div>
          <StreetSection />
        </section>
        <div className={styles.columns}>
          <FaceChoices />
          <div className={styles.side}>
            <WhoPanel />
            <CityFacts />
          </div>
        </div>
        <RoleTable />
      </main>
    </div>
  )
}

/** Whether the server answers: by word and shape. */
function ServerMark() {
  const { t } = useWords()
  const server = useTwin((state) => state.server)
  const step = useServerStep()
  return (
    <span className={styles.server} data-server={server.state} role="status">
      <i aria-hidden="true" />
      {t(`home.server.${server.state}`)}
      {server.state === 'starting' && server.step !== null && <small>{step}</small>}
    </span>
  )
}
