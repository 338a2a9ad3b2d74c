import { useId } from 'react'
import { faceOf } from '../../domain/access/faces.ts'
import { ASSET_KINDS } from '../../domain/asset/asset.ts'
import { disciplines } from '../../domain/disciplines/index.ts'
import { METHANE_KINDS } from '../../domain/leak/gas-source.ts'
import { PRESSURE_KINDS } from '../../domain/leak/water-source.ts'
import { findSensorKind } from '../../domain/sensing/kinds/index.ts'
import { formatLength } from '../../i18n/format.ts'
import type { NearbyAsset, Sensor } from '../../ports/records.ts'
import { areTilesClosed } from '../../state/closed-tiles.ts'
import { faceLink } from '../../state/face-link.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { whyNoIsolation } from '../asset-panel/why-no-isolation.ts'
import { Button } from '../controls/button.tsx'
import { Icon } from '../icon.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './incident.module.css'

/** Disciplines that one can walk into. */
const INSIDE = ['gallery', 'tunnel', 'bridge', 'metro']

/** What to do about it: isolate, go there, read the record, look from inside, hand it to the wall. */
export function IncidentActions({ sensor }: { readonly sensor: Sensor }) {
  const { t } = useWords()
  const { openAsset, showTab, flyToPlace, locateGas, locateWater } = useCommands()
  const { assetId } = sensor
  const discipline = useTwin(({ assets }) => {
    const gid = assetId !== null && assets.state === 'loaded' ? assets.value.gidOf.get(assetId) : undefined
    return gid !== undefined && assets.state === 'loaded'
      ? disciplines[assets.value.discipline[gid] ?? -1]?.id
      : undefined
  })
  const inside = useTwin((state) => faceLink(faceOf('inside'), state))
  const wall = useTwin((state) => faceLink(faceOf('leadership'), state))
  return (
    <section className={styles.part}>
      <p className={styles.on}>
        <span>{assetId === null ? t('incident.on.none') : `${t('incident.on')} ${shortId(assetId)}`}</span>
      </p>
      <Isolate sensor={sensor} />
      <SimulateLeak sensor={sensor} />
      {METHANE_KINDS.includes(sensor.kind) && (
        <Button
          className={styles.wideButton}
          icon="search"
          title={t('locate.help')}
          onClick={() => void locateGas(sensor.id)}
        >
          {t('locate.start')}
        </Button>
      )}
      {PRESSURE_KINDS.includes(sensor.kind) && (
        <Button
          className={styles.wideButton}
          icon="search"
          title={t('locate.water.help')}
          onClick={() => void locateWater(sensor.id)}
        >
          {t('locate.start')}
        </Button>
      )}
      <div className={styles.actions}>
        <Button isSmall icon="target" onClick={() => void flyToPlace(sensor.at)}>
          {t('incident.fly')}
        </Button>
        {assetId !== null && (
          <Button
            isSmall
            icon="document"
            onClick={() => {
              void openAsset(assetId)
              showTab('attributes')
            }}
          >
            {t('incident.record')}
          </Button>
        )}
        {discipline !== undefined && INSIDE.includes(discipline) && (
          <a className={styles.link} href={inside}>
            <Icon name="section" /> {t('incident.inside')}
          </a>
        )}
        <a className={styles.link} href={wall}>
          <Icon name="screen" /> {t('incident.wall')}
        </a>
      </div>
    </section>
  )
}

/**
 * 关阀分析 of the pipe that the sensor stands on. Where that is none, the reason is given; and for an alarm of gas the
 * nearest gas main is offered, because the gas comes from there.
 */
function Isolate({ sensor }: { readonly sensor: Sensor }) {
  const { t, name, locale } = useWords()
  const { isolateAsset } = useCommands()
  const reasonId = useId()
  const assets = useTwin((state) => state.assets)
  const networks = useTwin(({ internal }) => (internal?.state === 'loaded' ? internal.value.networks : null))
  const nearestGas = useTwin(({ incident }) => (measuresGas(sensor) ? nearestGasLine(incident?.nearby) : undefined))
  const isRunning = useTwin(({ run }) => run?.state === 'running')
  const isClosed = useTwin(areTilesClosed)
  const { assetId } = sensor
  const gid = assetId !== null && assets.state === 'loaded' ? assets.value.gidOf.get(assetId) : undefined
  const discipline = assets.state === 'loaded' && gid !== undefined ? assets.value.discipline[gid] : undefined
  const on = discipline === undefined ? undefined : disciplines[discipline]
  const obstacle = () => {
    if (assetId === null) return t('incident.isolate.noAsset')
    if (isClosed) return t('asset.isolate.closed')
    if (assets.state !== 'loaded' || gid === undefined || !on) return t('incident.isolate.loading')
    const kind = ASSET_KINDS[assets.value.kind[gid] ?? 0] ?? 'line'
    const why = whyNoIsolation({ kind, discipline: on.id }, networks !== null && on.id in networks)
    return why && t(why, { discipline: name(on.name) })
  }
  const reason = obstacle()
  const hasGas = nearestGas !== undefined && networks !== null && 'gas' in networks
  return (
    <>
      <Button
        className={styles.wideButton}
        kind={reason === null ? 'primary' : 'plain'}
        icon="valve"
        disabled={reason !== null || isRunning}
        aria-describedby={reason === null ? undefined : reasonId}
        onClick={() => assetId !== null && void isolateAsset(assetId)}
      >
        {t('incident.isolate')}
      </Button>
      {reason !== null && (
        <p id={reasonId} className={styles.reason}>
          {reason}
        </p>
      )}
      {reason !== null && hasGas && (
        <Button
          className={styles.wideButton}
          kind="primary"
          icon="valve"
          disabled={isRunning}
          onClick={() => void isolateAsset(nearestGas.id)}
        >
          {t('incident.isolate.gas', { distance: formatLength(locale, nearestGas.distance_m) })}
        </Button>
      )}
    </>
  )
}

/** 泄漏模拟 of the gas main that an alarm of gas most likely comes from by distance alone. */
function SimulateLeak({ sensor }: { readonly sensor: Sensor }) {
  const { t, locale } = useWords()
  const { askLeak } = useCommands()
  const nearest = useTwin(({ incident }) => (measuresGas(sensor) ? nearestGasLine(incident?.nearby) : undefined))
  const isLive = useTwin((state) => state.time === null)
  // who has no networks is told so above, and not led to a form that stays away
  const isClosed = useTwin(areTilesClosed)
  if (!nearest || !isLive || isClosed) return null
  return (
    <Button className={styles.wideButton} icon="drop" onClick={() => void askLeak(nearest.id)}>
      {t('leak.start.gas', { distance: formatLength(locale, nearest.distance_m) })}
    </Button>
  )
}

function measuresGas({ kind }: Sensor): boolean {
  return findSensorKind(kind)?.disciplines.includes('gas') ?? false
}

function nearestGasLine(
  nearby: { readonly state: string; readonly value?: readonly NearbyAsset[] } | undefined,
): NearbyAsset | undefined {
  return nearby?.value?.find(({ kind, discipline }) => kind === 'line' && discipline === 'gas')
}
