import { Modal, Popconfirm } from 'antd'
import { useState } from 'react'
import { mayRecord } from '../../domain/access/audience.ts'
import { operationKindNames } from '../../domain/asset/operation-kinds.ts'
import type { Failure } from '../../domain/result.ts'
import { formatDate, formatQuantity, formatTime } from '../../i18n/format.ts'
import type { Asset, OperationRecord } from '../../ports/records.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { Button } from '../controls/button.tsx'
import { DataText } from '../data-text.tsx'
import { useCommands, useTwin, useWords, type Words } from '../page.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import { OperationForm } from './operation-form.tsx'
import styles from './operations.module.css'

interface OperationListProps {
  readonly assetId: string
  readonly operations: readonly OperationRecord[]
  /** paper has no buttons */
  readonly isPaper: boolean
}

/** 运行记录: what was done on an asset, newest first, and, while live, a form to add to it for whoever works on it. */
export function OperationList({ assetId, operations, isPaper }: OperationListProps) {
  const { t } = useWords()
  const asset = useTwin(({ selection }) => (selection.asset.state === 'loaded' ? selection.asset.value : null))
  const isStill = useTwin(({ time }) => time !== null) || isPaper
  const mayAdd = useTwin(
    ({ session }) => session.state === 'loaded' && session.value !== null && mayRecord(session.value.role),
  )
  return (
    <>
      <div className={styles.head}>
        <h4>{t('lifecycle.operations')}</h4>
        {!isStill && mayAdd && asset?.id === assetId && <AddButton asset={asset} />}
      </div>
      {operations.length === 0 ? (
        <p className={styles.empty}>{t('lifecycle.noOperations')}</p>
      ) : (
        <ul className={styles.list}>
          {operations.map((record) => (
            <Operation key={record.id} assetId={assetId} record={record} isStill={isStill} />
          ))}
        </ul>
      )}
    </>
  )
}

function AddButton({ asset }: { readonly asset: Asset }) {
  const { t } = useWords()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button isSmall icon="plus" onClick={() => setIsOpen(true)}>
        {t('lifecycle.add')}
      </Button>
      <Modal
        open={isOpen}
        title={t('lifecycle.add.title', { asset: shortId(asset.id) })}
        footer={null}
        destroyOnHidden
        onCancel={() => setIsOpen(false)}
      >
        <OperationForm asset={asset} onClose={() => setIsOpen(false)} />
      </Modal>
    </>
  )
}

interface OperationProps {
  readonly assetId: string
  readonly record: OperationRecord
  /** nothing can be taken back here */
  readonly isStill: boolean
}

function Operation({ assetId, record, isStill }: OperationProps) {
  const words = useWords()
  const { t, name } = words
  const { withdrawOperation } = useCommands()
  const [failure, setFailure] = useState<Failure | null>(null)
  const { kind, doneOn, recordedBy, recordedAt, isMine } = record
  const withdraw = async () => {
    const result = await withdrawOperation(assetId, record.id)
    if (!result.ok) setFailure(result.failure)
  }
  return (
    <li>
      <b>{name(operationKindNames[kind])}</b> {doneOn}
      {facts(record, words).map((fact) => (
        <small key={fact}>
          {' · '}
          <DataText>{fact}</DataText>
        </small>
      ))}
      {recordedBy !== null && recordedAt !== null && (
        <small className={styles.by}>
          {t('lifecycle.recordedBy', {
            who: recordedBy,
            at: `${formatDate(recordedAt)} ${formatTime(recordedAt)} ${t('clock.zone')}`,
          })}
          {isMine && !isStill && (
            <Popconfirm
              title={t('lifecycle.withdraw.sure')}
              okText={t('lifecycle.withdraw')}
              cancelText={t('operation.cancel')}
              onConfirm={withdraw}
            >
              <Button isSmall kind="quiet" title={t('lifecycle.withdraw.help')}>
                {t('lifecycle.withdraw')}
              </Button>
            </Popconfirm>
          )}
        </small>
      )}
      {failure && <FailureFace failure={failure} />}
    </li>
  )
}

function facts(record: OperationRecord, { t, locale }: Words): string[] {
  const { kind, finding, grade, cost_10k_cny: cost, nextDueOn, chainage_m: chainage } = record
  const place =
    chainage !== null
      ? t('lifecycle.at', { chainage: formatQuantity(locale, chainage, 'm', 1) })
      : kind === 'leak'
        ? t('lifecycle.leakUnplaced')
        : null
  return [
    finding,
    grade,
    place,
    cost === null
      ? null
      : t('lifecycle.cost', { cost: formatQuantity(locale, cost, locale === 'zh' ? '万元' : '10⁴ CNY', 1) }),
    nextDueOn === null ? null : t('lifecycle.nextDue', { date: nextDueOn }),
  ].filter((fact) => fact !== null)
}
