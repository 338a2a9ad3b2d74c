import { Button, Input, Table, type TableColumnsType } from 'antd'
import { useId } from 'react'
import { formatDate, formatInstant } from '../../../i18n/format.ts'
import type { AuditEntry } from '../../../ports/admin.ts'
import { DateField } from '../../../ui/controls/date-field.tsx'
import { useWords } from '../../../ui/page.tsx'
import { EmptyFace, LoadableFace } from '../../../ui/states/faces.tsx'
import styles from '../admin.module.css'
import { useAuditActions, useDesk, useDeskCommands } from '../desk.tsx'
import { FilterSelect } from '../filter-select.tsx'
import { ChainPanel } from './chain-check.tsx'
import { EntryDetail, shortDigest } from './entry-detail.tsx'

const DAY = 86_400_000

/** Who did what, newest first, in pages; the page can narrow it and cannot change it. */
export function AuditTab() {
  const { t } = useWords()
  const { loadTab, loadOlderAudit } = useDeskCommands()
  const entries = useDesk((state) => state.entries)
  const older = useDesk((state) => state.older)
  return (
    <>
      <ChainPanel />
      <AuditFilters />
      <LoadableFace of={entries} loading={t('admin.loading')} onRetry={() => void loadTab('audit')}>
        {(list) => (
          <>
            <EntryTable entries={list} />
            {older !== 'none' && (
              <div className={styles.more}>
                <Button loading={older === 'loading'} onClick={() => void loadOlderAudit()}>
                  {t('admin.audit.older')}
                </Button>
              </div>
            )}
          </>
        )}
      </LoadableFace>
    </>
  )
}

function AuditFilters() {
  const { t, known } = useWords()
  const id = useId()
  const { filterAudit, loadTab } = useDeskCommands()
  const filter = useDesk((state) => state.auditFilter)
  const actions = useAuditActions()
  return (
    <div className={styles.tools}>
      <label className={styles.small} htmlFor={`${id}-from`}>
        {t('admin.audit.from')}
      </label>
      <div className={styles.day}>
        <DateField
          id={`${id}-from`}
          value={filter.from === null ? '' : formatDate(filter.from)}
          onChange={(text) => whenDay(text, (from) => void filterAudit({ from }))}
          isClearable
        />
      </div>
      <label className={styles.small} htmlFor={`${id}-to`}>
        {t('admin.audit.to')}
      </label>
      <div className={styles.day}>
        <DateField
          id={`${id}-to`}
          value={filter.to === null ? '' : formatDate(filter.to - DAY)}
          onChange={(text) => whenDay(text, (day) => void filterAudit({ to: day === null ? null : day + DAY }))}
          isClearable
        />
      </div>
      <FilterSelect
        label={t('admin.audit.action')}
        all={t('admin.audit.allActions')}
        value={filter.action}
        options={actions.map((value) => ({ value, label: known('admin.action', value) }))}
        onChange={(action) => void filterAudit({ action })}
      />
      <Input.Search
        className={styles.search}
        allowClear
        defaultValue={filter.actor}
        placeholder={t('admin.audit.actor')}
        aria-label={t('admin.audit.actor')}
        onSearch={(actor) => void filterAudit({ actor })}
      />
      <span className={styles.spring} />
      <Button onClick={() => void loadTab('audit')}>{t('admin.refresh')}</Button>
    </div>
  )
}

/** Takes the beginning of a day of the city [ms] of "2026-03-01", or null of ''; half a day that is being typed is nothing yet. */
function whenDay(text: string, take: (at: number | null) => void): void {
  const at = text === '' ? null : Date.parse(`${text}T00:00:00+08:00`)
  if (at === null || Number.isFinite(at)) take(at)
}

function EntryTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { t, known } = useWords()
  const columns: TableColumnsType<AuditEntry> = [
    { title: t('admin.audit.seq'), dataIndex: 'seq', align: 'end', width: 80 },
    {
      title: t('admin.audit.time'),
      dataIndex: 'at',
      render: (at: number) => <span className={styles.instant}>{formatInstant(at, 0)}</span>,
    },
    {
      title: t('admin.audit.who'),
      render: (_, { actor, role }) => (
        <>
          {actor ?? known('admin.audit.by', role)}{' '}
          {actor !== null && <small className={styles.small}>{known('role', role)}</small>}
        </>
      ),
    },
    { title: t('admin.audit.action'), dataIndex: 'action', render: (action: string) => known('admin.action', action) },
    { title: t('admin.audit.object'), render: (_, entry) => <ObjectName entry={entry} /> },
  ]
  return (
    <Table
      size="small"
      rowKey="seq"
      columns={columns}
      dataSource={[...entries]}
      pagination={false}
      scroll={{ x: 'max-content' }}
      expandable={{ expandedRowRender: (entry) => <EntryDetail entry={entry} />, columnTitle: t('admin.audit.detail') }}
      locale={{ emptyText: <EmptyFace>{t('admin.audit.empty')}</EmptyFace> }}
    />
  )
}

/** "user/<id>" as 用户 and the name that the entry tells, with the id for those who look it up; of a digest its beginning. */
function ObjectName({ entry: { object, detail } }: { readonly entry: AuditEntry }) {
  const { known } = useWords()
  const [table = '', ...rest] = object.split('/')
  const id = rest.join('/')
  return (
    <>
      {known('admin.object', table)} {typeof detail.name === 'string' && detail.name}{' '}
      <span className={styles.code}>{known(`admin.${table}`, shortDigest(id))}</span>
    </>
  )
}
