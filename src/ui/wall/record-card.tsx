import { faceOf } from '../../domain/access/faces.ts'
import { stageDefinitions } from '../../domain/asset/lifecycle.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { Asset, LifecycleRecord, Sensor } from '../../ports/records.ts'
import { faceLink } from '../../state/face-link.ts'
import { describeAsset, shortId } from '../asset-panel/asset-words.ts'
import { Icon } from '../icon.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { LiveValue } from '../sensors/live-value.tsx'
import { LoadableFace } from '../states/faces.tsx'
import styles from './wall.module.css'

const SENSORS_SHOWN = 4

/** The record of what was clicked, in the few lines that can be read from afar. */
export function RecordCard() {
  const { t } = useWords()
  const assetId = useTwin(({ selection }) => selection.assetId)
  const sensorId = useTwin(({ selection }) => selection.sensorId)
  const asset = useTwin(({ selection }) => selection.asset)
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
          className={styles.key}
          aria-label={t('wall.card.close')}
          title={t('wall.card.close')}
          onClick={closeAsset}
        >
          <Icon name="close" />
        </button>
      </header>
      {assetId !== null && (
        <LoadableFace of={asset} loading={t('asset.loading')}>
          {(loaded) => <Fields asset={loaded} />}
        </LoadableFace>
      )}
      <LiveValues assetId={assetId} sensorId={sensorId} />
      <a className={styles.action} href={link}>
        {t('wall.card.planner')}
      </a>
    </aside>
  )
}

function Heading({ assetId }: { readonly assetId: string }) {
  const asset = useTwin(({ selection }) => selection.asset)
  return <h2>{(asset.state === 'loaded' ? asset.value.name : null) ?? shortId(assetId)}</h2>
}

function Fields({ asset }: { readonly asset: Asset }) {
  const words = useWords()
  const { t, known, locale } = words
  const lifecycle = useTwin(({ selection }) => selection.lifecycle)
  const size =
    asset.diameter_mm !== null
      ? `DN${asset.diameter_mm}`
      : asset.width_mm !== null && asset.height_mm !== null
        ? `${formatNumber(locale, asset.width_mm)} × ${formatNumber(locale, asset.height_mm)} mm`
        : null
  const rows: readonly (readonly [label: string, value: string])[] = [
    [t('wall.card.class'), describeAsset(asset, words)],
    [t('attribute.id'), shortId(asset.id)],
    ...(asset.section === 'none' && size === null ? [] : [[t('wall.card.size'), size ?? t('app.missing')] as const]),
    ...(asset.kind === 'structure' ? [] : [[t('wall.card.depth'), depth(asset)] as const]),
    [t('wall.card.owner'), asset.owner === null ? t('app.missing') : known('owner', asset.owner)],
    [t('wall.card.stage'), lifecycle.state === 'loaded' ? stageOf(lifecycle.value) : t('wall.waiting')],
  ]
  return (
    <dl className={styles.fields}>
      {rows.map(([label, value]) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )

  function depth({ start_depth_m, end_depth_m, vertical_error_m, kind }: Asset): string {
    const error = vertical_error_m === null ? '' : ` ± ${formatQuantity(locale, vertical_error_m, 'm', 2)}`
    const one = (value: number | null) => (value === null ? t('app.missing') : formatQuantity(locale, value, 'm', 2))
    if (kind === 'point') return `${one(start_depth_m)}${error}`
    return `${one(start_depth_m)} / ${one(end_depth_m)}${error}`
  }

  function stageOf({ stages }: LifecycleRecord): string {
    const begun = stages.filter(({ startedOn }) => startedOn !== null).at(-1)
    if (!begun?.startedOn) return t('lifecycle.noRecord')
    return t('wall.card.stage.since', { stage: words.name(stageDefinitions[begun.stage].name), date: begun.startedOn })
  }
}

function LiveValues({ assetId, sensorId }: { readonly assetId: string | null; readonly sensorId: string | null }) {
  const { t, locale } = useWords()
  const sensors = useTwin((state) => state.sensors)
  const all: readonly Sensor[] = sensors.state === 'loaded' ? sensors.value : []
  const own = all.filter((sensor) => sensor.id === sensorId || (assetId !== null && sensor.assetId === assetId))
  // the one that was clicked comes first
  const shown = [...own].sort((a, b) => Number(b.id === sensorId) - Number(a.id === sensorId)).slice(0, SENSORS_SHOWN)
  return (
    <>
      <h3>{t('wall.card.live')}</h3>
      {own.length === 0 && <p className={styles.quiet}>{t('sensor.none')}</p>}
      {shown.map((sensor) => (
        <div key={sensor.id} className={styles.live}>
          <small>{sensor.name}</small>
          <LiveValue sensor={sensor} />
        </div>
      ))}
      {own.length > shown.length && (
        <p className={styles.quiet}>{t('wall.card.more', { n: formatNumber(locale, own.length - shown.length) })}</p>
      )}
    </>
  )
}
