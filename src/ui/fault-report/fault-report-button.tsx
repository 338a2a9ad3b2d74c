import { Modal } from 'antd'
import { useState } from 'react'
import type { Asset } from '../../ports/records.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { Button } from '../controls/button.tsx'
import { useCommands, useWords } from '../page.tsx'
import { FaultForm } from './fault-form.tsx'
import { FaultList, type Reports } from './fault-list.tsx'

/** 报错: opens what was reported of this record, and a form to report more. */
export function FaultReportButton({ asset }: { readonly asset: Asset }) {
  const { t } = useWords()
  const { readFaultReports } = useCommands()
  const [reports, setReports] = useState<Reports | null>(null)
  const read = async () => {
    setReports({ state: 'loading' })
    const answer = await readFaultReports(asset.id)
    setReports(answer.ok ? { state: 'loaded', value: answer.value } : { state: 'failed', failure: answer.failure })
  }
  return (
    <>
      <Button isSmall kind="quiet" icon="flag" title={t('fault.help')} onClick={() => void read()}>
        {t('fault.report')}
      </Button>
      <Modal
        open={reports !== null}
        title={t('fault.title', { asset: shortId(asset.id) })}
        footer={null}
        destroyOnHidden
        onCancel={() => setReports(null)}
      >
        {reports && (
          <>
            <FaultForm
              asset={asset}
              onReported={(report) =>
                setReports((before) =>
                  before?.state === 'loaded' ? { ...before, value: [report, ...before.value] } : before,
                )
              }
            />
            <FaultList reports={reports} onRetry={() => void read()} />
          </>
        )}
      </Modal>
    </>
  )
}
