import { Modal } from 'antd'
import { useEffect, useState } from 'react'
import type { AssetId } from '../../domain/ids.ts'
import type { Asset, RecordVersion } from '../../ports/records.ts'
import type { Loadable } from '../../state/store.ts'
import { Attributes } from '../asset-panel/attributes.tsx'
import { useCommands, useWords } from '../page.tsx'
import { LoadableFace } from '../states/faces.tsx'
import { spanText } from './version-words.ts'
import styles from './versions.module.css'

interface RecordThenProps {
  readonly assetId: AssetId
  /** one that has ended */
  readonly version: RecordVersion
  /** within it [ms] */
  readonly at: number
  readonly onClose: () => void
}

/** The whole record of an asset as it was in a version. */
export function RecordThen({ assetId, version, at, onClose }: RecordThenProps) {
  const words = useWords()
  const { t } = words
  const { readAssetAt } = useCommands()
  const [record, setRecord] = useState<Loadable<Asset>>({ state: 'loading' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    let isWanted = true
    setRecord({ state: 'loading' })
    void readAssetAt(assetId, at).then((result) => {
      if (!isWanted) return
      setRecord(result.ok ? { state: 'loaded', value: result.value } : { state: 'failed', failure: result.failure })
    })
    return () => {
      isWanted = false
    }
  }, [readAssetAt, assetId, at, attempt])
  return (
    <Modal open footer={null} title={t('versions.then', { span: spanText(version, words) })} onCancel={onClose}>
      <LoadableFace of={record} loading={t('versions.reading')} onRetry={() => setAttempt(attempt + 1)}>
        {(asset) => (
          <div className={styles.then}>
            <p>{t('versions.thenNote')}</p>
            <Attributes asset={asset} />
          </div>
        )}
      </LoadableFace>
    </Modal>
  )
}
