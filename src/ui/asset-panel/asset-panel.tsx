import { Tabs, Tooltip } from 'antd'
import { useId } from 'react'
import { disciplines } from '../../domain/disciplines/index.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Asset } from '../../ports/records.ts'
import { ASSET_TABS } from '../../state/store.ts'
import { Button } from '../controls/button.tsx'
import { DataText } from '../data-text.tsx'
import { FaultReportButton } from '../fault-report/fault-report-button.tsx'
import { DisciplineSwatch } from '../layers/discipline-swatch.tsx'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { AssetSheetButton } from '../print/asset-sheet.tsx'
import { AssetSensors } from '../sensors/asset-sensors.tsx'
import { SensorPanel } from '../sensors/sensor-panel.tsx'
import { LoadableFace } from '../states/faces.tsx'
import { LifecycleTimeline } from '../timeline/lifecycle-timeline.tsx'
import { AssetVersions } from '../versions/asset-versions.tsx'
import styles from './asset-panel.module.css'
import { describeAsset, shortId } from './asset-words.ts'
import { Attributes } from './attributes.tsx'
import { Census } from './census.tsx'
import { InsideButton } from './inside-button.tsx'
import { whyNoIsolation } from './why-no-isolation.ts'

/** The selected thing: what it is, how it came to be, and what is measured on it. */
export function AssetPanel({ onSignIn }: { readonly onSignIn: () => void }) {
  const { t } = useWords()
  const { closeAsset, openAsset } = useCommands()
  const { assetId, asset, sensorId } = useTwin((state) => state.selection)
  const isSignedIn = useTwin((state) => state.internal !== null)
  if (assetId === null) return sensorId === null ? null : <SensorPanel sensorId={sensorId} />
  return (
    <Panel
      key={assetId}
      title={<DataText>{(asset.state === 'loaded' ? asset.value.name : null) ?? shortId(assetId)}</DataText>}
      className={styles.panel}
      onClose={closeAsset}
    >
      {isSignedIn ? (
        <LoadableFace of={asset} loading={t('asset.loading')} onRetry={() => void openAsset(assetId)}>
          {(value) => <AssetBody asset={value} />}
        </LoadableFace>
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
  const { t, locale, name } = words
  const { flyToPlace, runIsolation, showTab } = useCommands()
  const hasNetwork = useTwin(
    ({ internal }) => internal?.state === 'loaded' && asset.discipline in internal.value.networks,
  )
  const isFree = useTwin((state) => state.controls === 'orbit')
  const openTab = useTwin((state) => state.tab)
  const discipline = disciplines.find((it) => it.id === asset.discipline)
  const isClosed = useTwin(
    ({ session }) => session.state === 'loaded' && (session.value?.reach.tiles ?? 'open') !== 'open',
  )
  const obstacle = whyNoIsolation(asset, hasNetwork, isClosed)
  const reasonId = useId()
  const count = asset.sensorIds.length
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
          <FaultReportButton asset={asset} />
          <AssetSheetButton asset={asset} />
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
      {obstacle !== null && (
        <p id={reasonId} className={styles.reason}>
          {t(obstacle, { discipline: discipline ? name(discipline.name) : asset.discipline })}
        </p>
      )}
      <Tabs
        className={styles.tabs ?? ''}
        size="small"
        activeKey={openTab}
        onChange={(key) => showTab(ASSET_TABS.find((tab) => tab === key) ?? 'attributes')}
        items={[
          { key: 'attributes', label: t('asset.tab.attributes'), children: <AttributesTab asset={asset} /> },
          { key: 'lifecycle', label: t('asset.tab.lifecycle'), children: <LifecycleTimeline assetId={asset.id} /> },
          { key: 'versions', label: t('asset.tab.versions'), children: <AssetVersions asset={asset} /> },
          {
            key: 'sensors',
            label:
              count === 0 ? t('asset.tab.sensors') : t('asset.tab.sensorsCount', { n: formatNumber(locale, count) }),
            children: <AssetSensors asset={asset} />,
          },
        ]}
      />
    </>
  )
}

function AttributesTab({ asset }: { readonly asset: Asset }) {
  return (
    <>
      <Census asset={asset} />
      <Attributes asset={asset} />
    </>
  )
}
