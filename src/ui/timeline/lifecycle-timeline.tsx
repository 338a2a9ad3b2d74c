import { stageDefinitions } from '../../domain/asset/lifecycle.ts'
import { type DateContradiction, dateContradictions } from '../../domain/asset/stage-dates.ts'
import type { LifecycleDocument, LifecycleRecord, LifecycleStageRecord } from '../../ports/records.ts'
import { useShownLifecycle } from '../asset-panel/use-shown-lifecycle.ts'
import { DataText } from '../data-text.tsx'
import { Icon } from '../icon.tsx'
import { OperationList } from '../operations/operation-list.tsx'
import { useCommands, useWords } from '../page.tsx'
import { LoadableFace } from '../states/faces.tsx'
import { fieldRows, missingFields } from './field-words.ts'
import styles from './timeline.module.css'

interface TimelineProps {
  readonly assetId: string
  /** paper has no buttons */
  readonly isPaper?: boolean
}

/** 项目审批 → 用地审批 → 招投标 → 施工管理 → 验收备案 → 运行: what is there, what is missing, and what contradicts itself. */
export function LifecycleTimeline({ assetId, isPaper = false }: TimelineProps) {
  const { t } = useWords()
  const { openAsset } = useCommands()
  const lifecycle = useShownLifecycle()
  return (
    <LoadableFace of={lifecycle} loading={t('lifecycle.loading')} onRetry={() => void openAsset(assetId)}>
      {(record) => <Stages record={record} assetId={assetId} isPaper={isPaper} />}
    </LoadableFace>
  )
}

function Stages({ record, assetId, isPaper }: Required<TimelineProps> & { readonly record: LifecycleRecord }) {
  const contradictions = dateContradictions(record.stages)
  return (
    <>
      <Project record={record} />
      <ol className={styles.stages}>
        {record.stages.map((stage) => (
          <Stage
            key={stage.stage}
            stage={stage}
            hasProject={record.project !== null}
            contradictions={contradictions.filter((found) => found.stage === stage.stage)}
          >
            {stage.stage === 'operation' && (
              <OperationList assetId={assetId} operations={record.operations} isPaper={isPaper} />
            )}
          </Stage>
        ))}
      </ol>
    </>
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
  readonly contradictions: readonly DateContradiction[]
  readonly children: React.ReactNode
}

function Stage({ stage, hasProject, contradictions, children }: StageProps) {
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
      {contradictions.map((found) => (
        <Contradiction key={found.kind + (found.kind === 'begins-too-early' ? found.earlier : '')} found={found} />
      ))}
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

/** 日期矛盾: both dates, because nobody knows which one is wrong. */
function Contradiction({ found }: { readonly found: DateContradiction }) {
  const { t, name } = useWords()
  const stageName = (stage: DateContradiction['stage']) => name(stageDefinitions[stage].name)
  const text =
    found.kind === 'ends-before-it-begins'
      ? t('lifecycle.endsBefore', { start: found.startedOn, end: found.endedOn })
      : t(found.of === 'end' ? 'lifecycle.beginsBeforeEnd' : 'lifecycle.beginsBeforeStart', {
          stage: stageName(found.stage),
          start: found.startedOn,
          earlier: stageName(found.earlier),
          on: found.on,
        })
  return (
    <p className={styles.contradiction} role="note">
      <Icon name="warning" size={14} />
      <span>
        <b>{t('lifecycle.contradiction')}</b> {text}
      </span>
    </p>
  )
}

function Fields({ stage, locale }: { readonly stage: LifecycleStageRecord; readonly locale: 'zh' | 'en' }) {
  const { t } = useWords()
  const rows = fieldRows(stage.fields, locale)
  if (rows.length === 0) return null
  const missing = missingFields(stageDefinitions[stage.stage].fields, stage.fields, locale)
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
      {missing.length > 0 && (
        <div className={styles.fieldsMissing}>
          {t('lifecycle.missingFields', { fields: missing.join(locale === 'zh' ? '、' : ', ') })}
        </div>
      )}
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

function Missing() {
  const { t } = useWords()
  return <em className={styles.gap}>{t('app.missing')}</em>
}

function documentName(stage: LifecycleStageRecord, kind: string, name: ReturnType<typeof useWords>['name']): string {
  const required = stageDefinitions[stage.stage].requiredDocuments.find((document) => document.kind === kind)
  return required ? name(required.name) : kind
}
