import { Button, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import type { SecrecyClass, SecrecyTarget } from '../../../domain/admin/secrecy.ts'
import { formatNumber } from '../../../i18n/format.ts'
import type { SecrecyLists } from '../../../ports/admin.ts'
import { useWords } from '../../../ui/page.tsx'
import { EmptyFace, LoadableFace } from '../../../ui/states/faces.tsx'
import styles from '../admin.module.css'
import { useDesk, useDeskCommands } from '../desk.tsx'
import { Said } from '../said.tsx'
import { SecrecyDialog } from './secrecy-dialog.tsx'
import { className, layerName } from './secrecy-words.ts'

/** What is to be changed: null = an asset whose id is still to be typed. */
interface Chosen {
  readonly target: SecrecyTarget | null
  readonly name: string
  readonly now: SecrecyClass
}

/** What is classed and how, each with a change beside it. */
export function SecrecyTab() {
  const { t } = useWords()
  const { loadTab } = useDeskCommands()
  const lists = useDesk((state) => state.secrecy)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  return (
    <>
      <p className={styles.note}>{t('admin.secrecy.note')}</p>
      <Said>{said}</Said>
      <LoadableFace of={lists} loading={t('admin.loading')} onRetry={() => void loadTab('secrecy')}>
        {(value) => <Classed lists={value} onChoose={setChosen} />}
      </LoadableFace>
      {chosen !== null && (
        <SecrecyDialog
          {...chosen}
          onClose={(name) => {
            setChosen(null)
            setSaid(name === null ? null : t('admin.saved', { name }))
          }}
        />
      )}
    </>
  )
}

interface Row extends Chosen {
  readonly key: string
  readonly target: SecrecyTarget
  readonly more: string
}

function Classed({ lists, onChoose }: { readonly lists: SecrecyLists; readonly onChoose: (chosen: Chosen) => void }) {
  const words = useWords()
  const { t, known, locale } = words
  const layers = lists.layers.map((it): Row => {
    const name = layerName(it.discipline, it.kind, words)
    const target = { table: 'layer', discipline: it.discipline, kind: it.kind } as const
    return { key: `${it.discipline}/${it.kind}`, target, name, now: it.class, more: formatNumber(locale, it.assets) }
  })
  const fields = lists.fields.map(({ column, class: now }): Row => {
    return { key: column, target: { table: 'field', column }, name: known('column', column), now, more: column }
  })
  const assets = lists.assets.map((it): Row => {
    const isThere = it.discipline !== null && it.kind !== null
    const what = isThere ? layerName(it.discipline ?? '', it.kind ?? '', words) : t('admin.secrecy.asset.missing')
    const name = it.name ?? it.id
    return { key: it.id, target: { table: 'asset', id: it.id }, name, now: it.class, more: `${what} · ${it.id}` }
  })
  return (
    <>
      <ClassTable
        title={t('admin.secrecy.layers')}
        more={t('admin.secrecy.assets.count')}
        rows={layers}
        onChoose={onChoose}
      />
      <ClassTable
        title={t('admin.secrecy.fields')}
        more={t('admin.secrecy.column')}
        rows={fields}
        onChoose={onChoose}
      />
      <ClassTable title={t('admin.secrecy.assets')} more={t('admin.secrecy.asset')} rows={assets} onChoose={onChoose}>
        {lists.totalAssets > assets.length && (
          <span className={styles.count}>
            {t('admin.secrecy.assets.more', {
              shown: formatNumber(locale, assets.length),
              total: formatNumber(locale, lists.totalAssets),
            })}
          </span>
        )}
        <Button onClick={() => onChoose({ target: null, name: t('admin.secrecy.asset.new'), now: null })}>
          {t('admin.secrecy.asset.new')}
        </Button>
      </ClassTable>
    </>
  )
}

interface ClassTableProps {
  readonly title: string
  /** heading of the column that tells more */
  readonly more: string
  readonly rows: readonly Row[]
  readonly onChoose: (chosen: Chosen) => void
  readonly children?: React.ReactNode
}

function ClassTable({ title, more, rows, onChoose, children }: ClassTableProps) {
  const { t } = useWords()
  const columns: TableColumnsType<Row> = [
    { title, dataIndex: 'name', width: '30%' },
    {
      title: t('admin.secrecy.class'),
      width: '25%',
      render: (_, { target, now }) => (
        <span className={styles.state} data-state={now === 2 ? 'off' : 'none'}>
          {className(target.table, now, t)}
        </span>
      ),
    },
    { title: more, dataIndex: 'more' },
    {
      title: t('admin.actions'),
      width: 120,
      render: (_, row) => (
        <Button
          type="link"
          size="small"
          aria-label={t('admin.secrecy.edit.of', { name: row.name })}
          onClick={() => onChoose(row)}
        >
          {t('admin.secrecy.edit')}
        </Button>
      ),
    },
  ]
  return (
    <section className={styles.wide} aria-label={title}>
      {children !== undefined && <div className={styles.tools}>{children}</div>}
      <Table
        size="small"
        rowKey="key"
        columns={columns}
        dataSource={[...rows]}
        pagination={{ defaultPageSize: 30, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <EmptyFace>{t('admin.secrecy.none')}</EmptyFace> }}
      />
    </section>
  )
}
