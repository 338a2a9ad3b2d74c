import { Tabs, Tooltip } from 'antd'
import { type ReactNode, useId } from 'react'
import { disciplines } from '../../domain/disciplines/index.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Asset } from '../../ports/records.ts'
import { areTilesClosed } from '../../state/closed-tiles.ts'
import { ASSET_TABS, type Loadable } from '../../state/store.ts'
import { Button } from '../controls/button.tsx'
import { DataText } from '../data-text.tsx'
import { FaultReportButton } from '../fault-report/fault-report-button.tsx'
import { AssetFlood } from '../inundation/asset-flood.tsx'
import { DisciplineSwatch } from '../layers/discipline-swatch.tsx'
import { Panel } from '../layout/panel.tsx'
import { LeakForm } from '../leak/leak-form.tsx'
import { LeakStart } from '../leak/leak-start.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { AssetSheetButton } from '../print/asset-sheet.tsx'
import { AssetSensors } from '../sensors/asset-sensors.tsx'
import { SensorPanel } from '../sensors/sensor-panel.tsx'
import { EmptyFace, LoadableFace } from '../states/faces.tsx'
import { LifecycleTimeline } from '../timeline/lifecycle-timeline.tsx'
import { TraceButtons } from '../traces/trace-buttons.tsx'
import { AssetVersions } from '../versions/asset-versions.tsx'
import { ThenNote } from '../versions/then-note.tsx'
import styles from './asset-panel.module.css'
import { describeAsset, shortId } from './asset-words.ts'
import { Attributes } from './attributes.tsx'
import { Census } from './census.tsx'
import { InsideButton } from './inside-button.tsx'
import { whyNoIsolation, whyNoLeak } from './why-no-isolation.ts'

/** The selected thing: what it is, how it came to be, and what is measured on it; looking back, as it was then. */
export function AssetPanel({ onSignIn }: { readonly onSignIn: () => void }) {
  const { t } = useWords()
  const { closeAsset, openAsset, loadAssetThen } = useCommands()
  const { assetId, asset, past, sensorId } = useTwin((state) => state.selection)
  const isLive = useTwin((state) => state.time === null)
  const isSignedIn = useTwin((state) => state.internal !== null)
  const shown = isLive ? loadedOf(asset) : loadedOf(past)?.asset
  if (assetId === null) return sensorId === null ? null : <SensorPanel sensorId={sensorId} />
  return (
    <Panel
      key={assetId}
      title={<DataText>{shown?.name ?? shortId(assetId)}</DataText>}
      className={styles.panel}
      onClose={closeAsset}
    >
      {isSignedIn ? (
        isLive ? (
          <LoadableFace of={asset} loading={t('asset.loading')} onRetry={() => void openAsset(assetId)}>
            {(value) => <AssetBody asset={value} />}
          </LoadableFace>
        ) : (
          <LoadableFace of={past} loading={t('then.loading')} onRetry={() => void loadAssetThen()}>
            {(value) => (
              <>
                <ThenNote past={value} />
                {value.asset === null ? <AbsentBody assetId={assetId} /> : <AssetBody asset={value.asset} />}
              </>
            )}
          </LoadableFace>
        )
      ) : (
        <p className={styles.signIn}>
          {t('asset.signIn')}{' '}
          <Button isSmall onClick={onSignIn}>
            {t('session.signIn')}
          </Button>
        </p>
      )}
    </Panel>
  )
}

function AssetBody({ asset }: { readonly asset: Asset }) {
  const words = useWords()
  const { t, name } = words
  const { flyToPlace, runIsolation } = useCommands()
  const isLive = useTwin((state) => state.time === null)
  const hasNetwork = useTwin(
    ({ internal }) => internal?.state === 'loaded' && asset.discipline in internal.value.networks,
  )
  const isFree = useTwin((state) => state.controls === 'orbit')
  const discipline = disciplines.find((it) => it.id === asset.discipline)
  const isClosed = useTwin(areTilesClosed)
  const obstacle = whyNoIsolation(asset, hasNetwork, isClosed) ?? (isLive ? null : 'asset.isolate.past')
  const leakObstacle = whyNoLeak(asset, hasNetwork, isClosed) ?? (isLive ? null : 'asset.isolate.past')
  const reasons = [...new Set([obstacle, leakObstacle])].filter((reason) => reason !== null)
  const reasonId = useId()
  return (
    <>
      <div className={styles.lead}>
        {discipline && <DisciplineSwatch discipline={discipline} />}
        <span>{describeAsset(asset, words)}</span>
        <span className={styles.actions}>
          {/* whoever walks inside a structure is not flown out of it */}
          {isFree && (
            <Tooltip title={t('asset.fly')}>
              <Button
                isSmall
                kind="quiet"
                aria-label={t('asset.fly')}
                icon="target"
                onClick={() => void flyToPlace(asset.at)}
              />
            </Tooltip>
          )}
          <InsideButton asset={asset} />
          {isLive && <FaultReportButton asset={asset} />}
          <AssetSheetButton asset={asset} />
          <LeakStart asset={asset} obstacle={leakObstacle === null ? null : reasonId} />
          <Tooltip title={obstacle === null ? t('asset.isolate.help') : null}>
            <Button
              isSmall
              kind="primary"
              icon="valve"
              disabled={obstacle !== null}
              aria-describedby={obstacle === null ? undefined : reasonId}
              onClick={() => void runIsolation(asset.id)}
            >
              {t('asset.isolate')}
            </Button>
          </Tooltip>
        </span>
      </div>
      <AssetFlood asset={asset} />
      {reasons.length > 0 && (
        <p id={reasonId} className={styles.reason}>
          {reasons
            .map((reason) => t(reason, { discipline: discipline ? name(discipline.name) : asset.discipline }))
            .join(' ')}
        </p>
      )}
      <TraceButtons asset={asset} />
      {leakObstacle === null && <LeakForm asset={asset} />}
      <AssetTabs
        attributes={
          <>
            <Census asset={asset} />
            <Attributes asset={asset} />
          </>
        }
        lifecycle={<LifecycleTimeline assetId={asset.id} />}
        sensorCount={asset.sensorIds.length}
        sensors={<AssetSensors asset={asset} />}
      />
    </>
  )
}

/** What is left to tell where there was no record: the versions before and after, and what is measured. */
function AbsentBody({ assetId }: { readonly assetId: string }) {
  const { t } = useWords()
  const nothing = <EmptyFace>{t('then.absent')}</EmptyFace>
  return (
    <AssetTabs
      attributes={nothing}
      lifecycle={nothing}
      sensorCount={0}
      sensors={<AssetSensors asset={{ id: assetId, sensorIds: [] }} />}
    />
  )
}

interface AssetTabsProps {
  readonly attributes: ReactNode
  readonly lifecycle: ReactNode
  /** 0 is not told */
  readonly sensorCount: number
  readonly sensors: ReactNode
}

function AssetTabs({ attributes, lifecycle, sensorCount, sensors }: AssetTabsProps) {
  const { t, locale } = useWords()
  const { showTab } = useCommands()
  const openTab = useTwin((state) => state.tab)
  const sensorsLabel =
    sensorCount === 0 ? t('asset.tab.sensors') : t('asset.tab.sensorsCount', { n: formatNumber(locale, sensorCount) })
  return (
    <Tabs
      className={styles.tabs ?? ''}
      size="small"
      activeKey={openTab}
      onChange={(key) => showTab(ASSET_TABS.find((tab) => tab === key) ?? 'attributes')}
      items={[
        { key: 'attributes', label: t('asset.tab.attributes'), children: attributes },
        { key: 'lifecycle', label: t('asset.tab.lifecycle'), children: lifecycle },
        { key: 'versions', label: t('asset.tab.versions'), children: <AssetVersions /> },
        { key: 'sensors', label: sensorsLabel, children: sensors },
      ]}
    />
  )
}

function loadedOf<Value>(of: Loadable<Value>): Value | null {
  return of.state === 'loaded' ? of.value : null
}
