import { Button, Input, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { isCreditCode } from '../../../domain/admin/credit-code.ts'
import { PARTIES } from '../../../domain/admin/organisation.ts'
import { formatInstant } from '../../../i18n/format.ts'
import type { Organisation } from '../../../ports/admin.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useWords } from '../../../ui/page.tsx'
import { EmptyFace, LoadableFace } from '../../../ui/states/faces.tsx'
import styles from '../admin.module.css'
import { useDesk, useDeskCommands } from '../desk.tsx'
import { FilterSelect } from '../filter-select.tsx'
import { Said } from '../said.tsx'
import { OrganisationDialog } from './organisation-dialog.tsx'

/** Owners, authorities and contractors, with the party each is. */
export function OrganisationsTab() {
  const { t } = useWords()
  const { loadTab } = useDeskCommands()
  const organisations = useDesk((state) => state.organisations)
  const [words, setWords] = useState('')
  const [party, setParty] = useState<string | null>(null)
  /** undefined = closed, null = a new one */
  const [open, setOpen] = useState<Organisation | null | undefined>(undefined)
  const [said, setSaid] = useState<string | null>(null)
  return (
    <>
      <div className={styles.tools}>
        <Input
          className={styles.search}
          type="search"
          allowClear
          value={words}
          placeholder={t('admin.organisations.search')}
          aria-label={t('admin.organisations.search')}
          onChange={({ target }) => setWords(target.value)}
        />
        <FilterSelect
          label={t('admin.organisations.party')}
          all={t('admin.organisations.allParties')}
          value={party}
          options={PARTIES.map((value) => ({ value, label: t(`admin.party.${value}`) }))}
          onChange={setParty}
        />
        <Said>{said}</Said>
        <span className={styles.spring} />
        <Button type="primary" onClick={() => setOpen(null)}>
          {t('admin.organisations.add')}
        </Button>
      </div>
      <LoadableFace of={organisations} loading={t('admin.loading')} onRetry={() => void loadTab('organisations')}>
        {(list) => (
          <OrganisationTable
            organisations={list.filter((it) => (party === null || it.party === party) && matches(it, words))}
            onEdit={setOpen}
          />
        )}
      </LoadableFace>
      {open !== undefined && (
        <OrganisationDialog
          organisation={open}
          onClose={(saved) => {
            setOpen(undefined)
            setSaid(saved === null ? null : t('admin.saved', { name: saved }))
          }}
        />
      )}
    </>
  )
}

function matches({ id, name, creditCode }: Organisation, words: string): boolean {
  return `${id} ${name} ${creditCode ?? ''}`.toLowerCase().includes(words.trim().toLowerCase())
}

interface OrganisationTableProps {
  readonly organisations: readonly Organisation[]
  readonly onEdit: (organisation: Organisation) => void
}

function OrganisationTable({ organisations, onEdit }: OrganisationTableProps) {
  const { t } = useWords()
  const columns: TableColumnsType<Organisation> = [
    {
      title: t('admin.organisations.name'),
      dataIndex: 'name',
      sorter: (a, b) => a.name.localeCompare(b.name, 'zh'),
      render: (name: string) => <span className={styles.long}>{name}</span>,
    },
    {
      title: t('admin.organisations.party'),
      dataIndex: 'party',
      sorter: (a, b) => a.party.localeCompare(b.party),
      render: (party: Organisation['party']) => t(`admin.party.${party}`),
    },
    {
      title: t('admin.organisations.code'),
      dataIndex: 'creditCode',
      render: (code: string | null) =>
        code === null ? (
          t('admin.organisations.code.none')
        ) : (
          <>
            <span className={styles.code}>{code}</span>{' '}
            {!isCreditCode(code) && (
              <span className={styles.state} data-state="waiting">
                <Icon name="warning" size={14} /> {t('admin.organisations.code.wrong')}
              </span>
            )}
          </>
        ),
    },
    {
      title: t('admin.organisations.id'),
      dataIndex: 'id',
      sorter: (a, b) => a.id.localeCompare(b.id),
      render: (id: string) => <span className={styles.code}>{id}</span>,
    },
    {
      title: t('admin.organisations.users'),
      dataIndex: 'users',
      align: 'end',
      sorter: (a, b) => a.users - b.users,
    },
    {
      title: t('admin.source'),
      dataIndex: 'editedAt',
      sorter: (a, b) => (a.editedAt ?? 0) - (b.editedAt ?? 0),
      render: (at: number | null, { editedBy }) =>
        at === null
          ? t('admin.source.build')
          : t('admin.source.edited', { who: editedBy ?? t('app.unknown'), time: formatInstant(at, 0) }),
    },
    {
      title: t('admin.actions'),
      // in sight however wide the rest is
      fixed: 'end',
      render: (_, organisation) => (
        <span className={styles.actions}>
          <Button
            type="link"
            size="small"
            aria-label={t('admin.organisations.edit', { name: organisation.name })}
            onClick={() => onEdit(organisation)}
          >
            {t('admin.edit')}
          </Button>
        </span>
      ),
    },
  ]
  return (
    <Table
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={[...organisations]}
      pagination={{ defaultPageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: <EmptyFace>{t('admin.organisations.empty')}</EmptyFace> }}
    />
  )
}
