import { useState } from 'react'
import { disciplines } from '../../domain/disciplines/index.ts'
import { formatLength, formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { NearbyAsset, Sensor } from '../../ports/records.ts'
import { NEARBY_RADIUS, type NearbyGroup, nearbyGroups } from '../../state/incident.ts'
import { describeAsset, shortId } from '../asset-panel/asset-words.ts'
import { whyNoIsolation } from '../asset-panel/why-no-isolation.ts'
import { Button } from '../controls/button.tsx'
import { Hint } from '../controls/hint.tsx'
import { DataText } from '../data-text.tsx'
import { DisciplineSwatch } from '../layers/discipline-swatch.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './incident.module.css'

/** as many as the server gives: there may be more */
const MOST = 200
/** of a group, until the rest is asked for */
const FEW = 5
/** groups that are unfolded at first */
const OPEN_GROUPS = 2

/** What lies around the incident by discipline, gas and what it spreads in first, with distances in plan. */
export function NearbyAssets({ nearby, sensor }: { readonly nearby: readonly NearbyAsset[]; readonly sensor: Sensor }) {
  const { t, locale } = useWords()
  const own = useTwin(({ assets }) => {
    if (assets.state !== 'loaded' || sensor.assetId === null) return null
    const gid = assets.value.gidOf.get(sensor.assetId)
    return gid === undefined ? null : (disciplines[assets.value.discipline[gid] ?? -1]?.id ?? null)
  })
  const radius = formatQuantity(locale, NEARBY_RADIUS, 'm')
  const groups = nearbyGroups(
    nearby.filter(({ id }) => id !== sensor.assetId),
    own,
  )
  const n = formatNumber(locale, nearby.length)
  return (
    <section className={styles.part}>
      <h3>
        {t('incident.nearby')}
        {groups.length > 0 && <small>{t('incident.nearby.within', { radius, n })}</small>}
      </h3>
      {groups.length === 0 && <p className={styles.none}>{t('incident.nearby.none', { radius })}</p>}
      {nearby.length >= MOST && <p className={styles.none}>{t('incident.nearby.limited', { radius, n })}</p>}
      {groups.some(({ discipline }) => discipline === 'gas') && (
        <p className={styles.none}>{t('incident.nearby.gasFirst')}</p>
      )}
      {groups.map((group, i) => (
        <Group key={group.discipline} group={group} isOpen={i < OPEN_GROUPS} />
      ))}
    </section>
  )
}

function Group({
  group: { discipline: id, assets },
  isOpen,
}: {
  readonly group: NearbyGroup
  readonly isOpen: boolean
}) {
  const { t, name, locale } = useWords()
  const [isWhole, setIsWhole] = useState(false)
  const discipline = disciplines.find((it) => it.id === id)
  const shown = isWhole ? assets : assets.slice(0, FEW)
  return (
    <details className={styles.group} open={isOpen}>
      <summary>
        {discipline && <DisciplineSwatch discipline={discipline} />}
        <b>{discipline ? name(discipline.name) : id}</b>
        <small>
          {t('incident.nearby.count', {
            n: formatNumber(locale, assets.length),
            distance: formatLength(locale, assets[0]?.distance_m ?? Number.NaN),
          })}
        </small>
      </summary>
      <ul className={styles.assets}>
        {shown.map((asset) => (
          <Row key={asset.id} asset={asset} />
        ))}
        {assets.length > shown.length && (
          <li>
            <Button isSmall kind="quiet" onClick={() => setIsWhole(true)}>
              {t('incident.nearby.more', { n: formatNumber(locale, assets.length - shown.length) })}
            </Button>
          </li>
        )}
      </ul>
    </details>
  )
}

function Row({ asset }: { readonly asset: NearbyAsset }) {
  const words = useWords()
  const { t, locale, given } = words
  const { openAsset, isolateAsset } = useCommands()
  const isSelected = useTwin((state) => state.selection.assetId === asset.id)
  const canIsolate = useTwin(
    ({ internal }) =>
      asset.kind === 'line' &&
      internal?.state === 'loaded' &&
      whyNoIsolation(asset, asset.discipline in internal.value.networks) === null,
  )
  const short = asset.name ?? shortId(asset.id)
  return (
    <li className={styles.pair}>
      <button
        type="button"
        className={`plain ${styles.asset}`}
        aria-current={isSelected}
        onClick={() => void openAsset(asset.id)}
      >
        <span>
          <b>
            <DataText>{short}</DataText>
          </b>
          <small>
            {[
              describeAsset(asset, words),
              asset.diameter_mm === null ? null : `DN${asset.diameter_mm}`,
              given(asset.road, asset.road_en),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </span>
        <span className={styles.measure}>{formatLength(locale, asset.distance_m)}</span>
      </button>
      {canIsolate && (
        <Hint side="left" text={t('incident.nearby.isolate', { name: short })}>
          <Button
            isSmall
            kind="quiet"
            icon="valve"
            aria-label={t('incident.nearby.isolate', { name: short })}
            onClick={() => void isolateAsset(asset.id)}
          />
        </Hint>
      )}
    </li>
  )
}
