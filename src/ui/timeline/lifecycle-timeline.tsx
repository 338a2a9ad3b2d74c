import { stageDefinitions } from '../../domain/asset/lifecycle.ts'
import type { LifecycleDocument, LifecycleRecord, LifecycleStageRecord, OperationRecord } from '../../ports/records.ts'
import { DataText } from '../data-text.tsx'
import { Icon } from '../icon.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { LoadableFace } from '../states/faces.tsx'
import { fieldRows } from './field-words.ts'
import styles from './timeline.module.css'

/** 项目审批 → 用地审批 → 招投标 → 施工管理 → 验收备案 → 运行: what is there, and what is missing. */
export function LifecycleTimeline({ assetId }: { readonly assetId: string }) {
  const { t } = useWords()
  const { openAsset } = useCommands()
  const lifecycle = useTwin((state) => state.selection.lifecycle)
  return (
    <LoadableFace of={lifecycle} loading={t('lifecycle.loading')} onRetry={() => void openAsset(assetId)}>
      {(record) => (
        <>
          <Project record={record} />
          <ol className={styles.stages}>
            {record.stages.map((stage) => (
              <Stage key={stage.stage} stage={stage} hasProject={record.project !== null}>
                {stage.stage === 'operation' && <Operations operations={record.operations} />}
              </Stage>
            ))}
          </ol>
        </>
      )}
    </LoadableFace>
  )
}

function Project({ record: { project } }: { readonly record: LifecycleRecord }) {
  const { t } = useWords()
  if (!project) return <p className={styles.noProject}>{t('lifecycle.noProject')}</p>
  return (
    <dl className={styles.project}>
      <dt>{t('lifecycle.project')}</dt>
      <dd>
        <DataText>{project.name}</DataText>
      </dd>
      <dt>{t('lifecycle.projectCode')}</dt>
      <dd>{project.code ?? <Missing />}</dd>
      <dt>{t('lifecycle.builder')}</dt>
      <dd>{project.builder === null ? <Missing /> : <DataText>{project.builder}</DataText>}</dd>
    </dl>
  )
}

interface StageProps {
  readonly stage: LifecycleStageRecord
  readonly hasProject: boolean
  readonly children: React.ReactNode
}

function Stage({ stage, hasProject, children }: StageProps) {
  const { t, name, locale } = useWords()
  const { startedOn, endedOn, documents, missingDocuments } = stage
  const isEmpty = startedOn === null && endedOn === null && documents.length === 0
  const isOperation = stage.stage === 'operation'
  const end = endedOn ?? (isOperation ? t('lifecycle.ongoing') : t('app.missing'))
  const state = isEmpty ? 'empty' : missingDocuments.length > 0 ? 'partial' : 'complete'
  return (
    <li className={styles.stage} data-state={state}>
      <h3>
        {name(stageDefinitions[stage.stage].name)}
        <span className={styles.badge}>
          {missingDocuments.length > 0
            ? t('lifecycle.missingCount', { n: missingDocuments.length })
            : t(isEmpty ? 'lifecycle.noRecord' : 'lifecycle.complete')}
        </span>
      </h3>
      {!isEmpty && (
        <p className={styles.dates}>
          {startedOn ?? t('app.missing')} – {end}
          {stage.authority !== null && (
            <>
              {' · '}
              <DataText>{stage.authority}</DataText>
            </>
          )}
        </p>
      )}
      <Fields stage={stage} locale={locale} />
      <ul className={styles.documents}>
        {documents.map((document) => (
          <DocumentLink key={document.id} document={document} />
        ))}
        {hasProject &&
          missingDocuments.map((kind) => (
            <li key={kind} className={styles.missing}>
              <Missing /> {documentName(stage, kind, name)}
            </li>
          ))}
      </ul>
      {children}
    </li>
  )
}

function Fields({ stage, locale }: { readonly stage: LifecycleStageRecord; readonly locale: 'zh' | 'en' }) {
  const rows = fieldRows(stage.fields, locale)
  if (rows.length === 0) return null
  return (
    <dl className={styles.fields}>
      {rows.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <DataText>{value}</DataText>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function DocumentLink({ document }: { readonly document: LifecycleDocument }) {
  const { t } = useWords()
  const facts = [document.number, document.issuedOn, document.issuedBy].filter((fact) => fact !== null)
  return (
    <li>
      <a
        href={document.url}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={t('lifecycle.open', { title: document.title })}
      >
        <Icon name="document" size={14} />
        <span>
          <DataText>{document.title}</DataText>
        </span>
        <Icon name="external" size={12} />
      </a>
      {facts.length > 0 && (
        <small>
          <DataText>{facts.join(' · ')}</DataText>
        </small>
      )}
    </li>
  )
}

function Operations({ operations }: { readonly operations: readonly OperationRecord[] }) {
  const { t } = useWords()
  if (operations.length === 0) return <p className={styles.dates}>{t('lifecycle.noOperations')}</p>
  return (
    <>
      <h4 className={styles.heading}>{t('lifecycle.operations')}</h4>
      <ul className={styles.operations}>
        {operations.map(({ id, kind, doneOn, finding, grade, nextDueOn }) => (
          <li key={id}>
            <b>{t(`operation.${kind}`)}</b> {doneOn}
            {[finding, grade, nextDueOn && t('lifecycle.nextDue', { date: nextDueOn })].filter(Boolean).map((fact) => (
              <small key={fact}> · {fact}</small>
            ))}
          </li>
        ))}
      </ul>
    </>
  )
}

function Missing() {
  const { t } = useWords()
  return <em className={styles.gap}>{t('app.missing')}</em>
}

function documentName(stage: LifecycleStageRecord, kind: string, name: ReturnType<typeof useWords>['name']): string {
  const required = stageDefinitions[stage.stage].requiredDocuments.find((document) => document.kind === kind)
  return required ? name(required.name) : kind
}
