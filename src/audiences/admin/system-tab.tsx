import { Button } from 'antd'
import type { ReactNode } from 'react'
import { formatAge, formatInstant, formatNumber, formatQuantity } from '../../i18n/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useTwin, useWords } from '../../ui/page.tsx'
import { LoadableFace } from '../../ui/states/faces.tsx'
import styles from './admin.module.css'
import { useDesk, useDeskCommands } from './desk.tsx'
import { IngestExamples } from './ingest-examples.tsx'

const INGEST_COUNTS = ['accepted', 'late', 'duplicate', 'unknown', 'bad'] as const
const MEBIBYTE = 1_048_576
const GIBIBYTE = 1_073_741_824

/** What runs here and how much there is of it, as of the last reading. */
export function SystemTab() {
  const { t, locale } = useWords()
  const { loadTab } = useDeskCommands()
  const system = useDesk((state) => state.system)
  const ingest = useDesk((state) => state.ingest)
  const count = (n: number) => formatNumber(locale, n)
  const size = (bytes: number) =>
    bytes < GIBIBYTE
      ? formatQuantity(locale, bytes / MEBIBYTE, 'MiB', 1)
      : formatQuantity(locale, bytes / GIBIBYTE, 'GiB', 2)
  return (
    <LoadableFace of={system} loading={t('admin.loading')} onRetry={() => void loadTab('system')}>
      {(it) => (
        <>
          <div className={styles.tools}>
            <span className={styles.small}>{t('admin.system.at', { time: formatInstant(it.at, 0) })}</span>
            <span className={styles.spring} />
            <Button onClick={() => void loadTab('system')}>{t('admin.refresh')}</Button>
          </div>
          <div className={styles.cards}>
            <Card title={t('admin.system.server')}>
              <Health size={size} />
              <Row name={t('admin.system.version')}>PostgreSQL {it.version}</Row>
              <Row name={t('admin.system.size')}>{size(it.databaseBytes)}</Row>
              <Row name={t('home.build')}>
                <span className={styles.code}>{it.city?.build.slice(0, 16) ?? '—'}</span>
              </Row>
              <Row name={t('admin.system.loaded')}>{it.city ? formatInstant(it.city.loadedAt, 0) : '—'}</Row>
            </Card>
            <Card title={t('admin.system.live')}>
              <Row name={t('admin.system.sensors')}>{count(it.sensors)}</Row>
              <Row name={t('admin.system.heard')}>{count(it.heardSensors)}</Row>
              <Row name={t('admin.system.retired')}>{count(it.retiredSensors)}</Row>
              <Row name={t('home.newest')}>
                <Newest at={it.newestReadingAt} />
              </Row>
              <Row name={t('admin.system.alarms')}>{count(it.openAlarms)}</Row>
              <Row name={t('admin.system.reports')}>{count(it.openReports)}</Row>
            </Card>
            <IngestCard />
            <Card title={t('admin.system.tables')}>
              {it.tables.map(({ name, bytes }) => (
                <Row key={name} name={name}>
                  {size(bytes)}
                </Row>
              ))}
            </Card>
          </div>
          {ingest.state === 'loaded' && <IngestExamples ingest={ingest.value} />}
        </>
      )}
    </LoadableFace>
  )
}

/** What the server says of itself; a fault stays in the words that its log has too. */
function Health({ size }: { readonly size: (bytes: number) => string }) {
  const { t } = useWords()
  const health = useDesk((state) => state.health)
  if (health.state !== 'loaded')
    return (
      <Row name={t('admin.system.health')}>
        {t(health.state === 'failed' ? 'admin.system.noHealth' : 'admin.loading')}
      </Row>
    )
  const { state, faults, memoryBytes, freeBytes, backup } = health.value
  const lastBackup = () => {
    if (backup === null) return t('admin.system.backup.unscheduled')
    return backup.lastAt === null ? t('admin.system.backup.none') : formatInstant(backup.lastAt, 0)
  }
  return (
    <>
      <Row name={t('admin.system.health')}>
        <span className={styles.state} data-state={state === 'good' ? 'good' : 'off'}>
          <Icon name={state === 'good' ? 'check' : 'warning'} size={14} /> {t(`admin.system.health.${state}`)}
        </span>
      </Row>
      {faults.map((fault) => (
        <Row key={fault} name={t('admin.system.fault')}>
          {fault}
        </Row>
      ))}
      <Row name={t('admin.system.memory')}>{size(memoryBytes)}</Row>
      <Row name={t('admin.system.disk')}>{freeBytes === null ? '—' : size(freeBytes)}</Row>
      <Row name={t('admin.system.backup')}>{lastBackup()}</Row>
    </>
  )
}

function IngestCard() {
  const { t, locale } = useWords()
  const { loadTab } = useDeskCommands()
  const ingest = useDesk((state) => state.ingest)
  return (
    <LoadableFace of={ingest} loading={t('admin.loading')} onRetry={() => void loadTab('system')}>
      {(it) => (
        <Card title={t('admin.ingest.title', { since: formatInstant(it.since, 0) })}>
          {INGEST_COUNTS.map((name) => (
            <Row key={name} name={t(`admin.ingest.${name}`)}>
              {formatNumber(locale, it[name])}
            </Row>
          ))}
        </Card>
      )}
    </LoadableFace>
  )
}

function Newest({ at }: { readonly at: number | null }) {
  const { t, locale } = useWords()
  const now = useTwin((state) => state.now)
  return at === null ? t('sensor.noValue') : `${formatInstant(at, now)} · ${formatAge(locale, at, now)}`
}

function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.card}>
      <h2>{title}</h2>
      <dl>{children}</dl>
    </section>
  )
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
