import { Fragment } from 'react'
import { faceOf } from '../../domain/access/faces.ts'
import { stageDefinitions } from '../../domain/asset/lifecycle.ts'
import { GRADES } from '../../domain/sensing/reading.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { WordKey } from '../../i18n/words.ts'
import type { Asset, LifecycleRecord, Sensor } from '../../ports/records.ts'
import { faceLink } from '../../state/face-link.ts'
import { describeAsset, shortId } from '../asset-panel/asset-words.ts'
import { attributeGroups } from '../asset-panel/attribute-groups.ts'
import { useShownLifecycle } from '../asset-panel/use-shown-lifecycle.ts'
import { DataText } from '../data-text.tsx'
import { Icon } from '../icon.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { LiveValue } from '../sensors/live-value.tsx'
import { LoadableFace } from '../states/faces.tsx'
import { ThenNote } from '../versions/then-note.tsx'
import styles from './card.module.css'
import wall from './wall.module.css'

const SENSORS_SHOWN = 4
/** rows of the full record that are read from afar; the warning of an assumed position is among them */
const SHOWN = [
  'attribute.diameter',
  'attribute.size',
  'attribute.depthCrown',
  'attribute.depthInvert',
  'attribute.depthPoint',
  'attribute.wellDepth',
  'attribute.assumed',
  'attribute.owner',
  'attribute.status',
] as const satisfies readonly WordKey[]

/** The record of what was clicked, in the few lines that can be read from afar. */
export function RecordCard() {
  const { t } = useWords()
  const assetId = useTwin(({ selection }) => selection.assetId)
  const sensorId = useTwin(({ selection }) => selection.sensorId)
  const asset = useTwin(({ selection }) => selection.asset)
  const past = useTwin(({ selection }) => selection.past)
  const isLive = useTwin((state) => state.time === null)
  const { closeAsset } = useCommands()
  const planner = faceOf('planner')
  const link = useTwin((state) => faceLink(planner, state))
  if (assetId === null && sensorId === null) return null
  return (
    <aside className={styles.card} aria-label={t('wall.card')}>
      <header className={styles.cardHead}>
        {assetId === null ? <h2>{t('sensor.alone')}</h2> : <Heading assetId={assetId} />}
        <button
          type="button"
          className={wall.key}
          aria-label={t('wall.card.close')}
          title={t('wall.card.close')}
          onClick={closeAsset}
        >
          <Icon name="close" />
        </button>
      </header>
      {assetId !== null && isLive && (
        <LoadableFace of={asset} loading={t('asset.loading')}>
          {(loaded) => <Fields asset={loaded} />}
        </LoadableFace>
      )}
      {assetId !== null && !isLive && (
        <LoadableFace of={past} loading={t('then.loading')}>
          {(loaded) => (
            <>
              <ThenNote past={loaded} />
              {loaded.asset !== null && <Fields asset={loaded.asset} />}
            </>
          )}
        </LoadableFace>
      )}
      <LiveValues assetId={assetId} sensorId={sensorId} />
      <a className={wall.action} href={link}>
        {t('wall.card.planner')}
      </a>
    </aside>
  )
}

function Heading({ assetId }: { readonly assetId: string }) {
  const asset = useTwin(({ selection }) => selection.asset)
  return (
    <h2>
      <DataText>{(asset.state === 'loaded' ? asset.value.name : null) ?? shortId(assetId)}</DataText>
    </h2>
  )
}

/** The same rows as the full record has, so that the wall never says otherwise; what is not known is said. */
function Fields({ asset }: { readonly asset: Asset }) {
  const words = useWords()
  const { t, name } = words
  const lifecycle = useShownLifecycle()
  const wanted = new Set(SHOWN.map((key) => t(key)))
  const rows = [
    { label: t('wall.card.class'), value: describeAsset(asset, words) },
    ...attributeGroups(asset, null, words)
      .flatMap((group) => group.rows)
      .filter(({ label }) => wanted.has(label))
      .map(({ label, value, isHidden }) => ({ label, value: value ?? t(isHidden ? 'app.restricted' : 'app.unknown') })),
    { label: t('wall.card.stage'), value: lifecycle.state === 'loaded' ? stageOf(lifecycle.value) : t('wall.waiting') },
  ]
  return (
    <dl className={styles.fields}>
      {rows.map(({ label, value }) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value ?? t('app.unknown')}</dd>
        </Fragment>
      ))}
    </dl>
  )

  function stageOf({ stages }: LifecycleRecord): string {
    const begun = stages.filter(({ startedOn }) => startedOn !== null).at(-1)
    if (!begun?.startedOn) return t('lifecycle.noRecord')
    return t('wall.card.stage.since', { stage: name(stageDefinitions[begun.stage].name), date: begun.startedOn })
  }
}

function LiveValues({ assetId, sensorId }: { readonly assetId: string | null; readonly sensorId: string | null }) {
  const { t, locale } = useWords()
  const sensors = useTwin((state) => state.sensors)
  const all: readonly Sensor[] = sensors.state === 'loaded' ? sensors.value : []
  const own = all.filter((sensor) => sensor.id === sensorId || (assetId !== null && sensor.assetId === assetId))
  const shown = mostTelling(own, sensorId).slice(0, SENSORS_SHOWN)
  return (
    <>
      <h3>{t('wall.card.live')}</h3>
      {own.length === 0 && <p className={wall.quiet}>{t('sensor.none')}</p>}
      {shown.map((sensor) => (
        <div key={sensor.id} className={styles.live}>
          <small>
            <DataText>{sensor.name}</DataText>
          </small>
          <LiveValue sensor={sensor} />
        </div>
      ))}
      {own.length > shown.length && (
        <p className={wall.quiet}>{t('wall.card.more', { n: formatNumber(locale, own.length - shown.length) })}</p>
      )}
    </>
  )
}

/** The sensor that was clicked, then the gravest, and one of every kind before a second of the same. */
function mostTelling(sensors: readonly Sensor[], clicked: string | null): readonly Sensor[] {
  const urgency = ({ id, latest }: Sensor) =>
    id === clicked ? GRADES.length : GRADES.indexOf(latest?.grade ?? 'normal')
  const sorted = [...sensors].sort((a, b) => urgency(b) - urgency(a))
  const isFirst = (sensor: Sensor) => sorted.find(({ kind }) => kind === sensor.kind) === sensor
  return [...sorted.filter(isFirst), ...sorted.filter((sensor) => !isFirst(sensor))]
}
