import { Button, Input, Segmented, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { LIMITS_ROWS } from '../../../commands/admin/index.ts'
import { findSensorKind, sensorKinds } from '../../../domain/sensing/kinds/index.ts'
import { formatInstant, formatNumber } from '../../../i18n/format.ts'
import type { KindLimits, SensorLimits } from '../../../ports/admin.ts'
import { useWords } from '../../../ui/page.tsx'
import { EmptyFace, LoadableFace } from '../../../ui/states/faces.tsx'
import styles from '../admin.module.css'
import { useDesk, useDeskCommands, useDistricts } from '../desk.tsx'
import { FilterSelect } from '../filter-select.tsx'
import { LimitList } from './limit-list.tsx'
import { LimitsDialog } from './limits-dialog.tsx'

type View = 'sensors' | 'kinds'

/** Limits of sensors, and those of kinds, by which sensors without their own go. */
export function ThresholdsTab() {
  const { t } = useWords()
  const [view, setView] = useState<View>('sensors')
  return (
    <>
      <div className={styles.tools}>
        <Segmented<View>
          value={view}
          onChange={setView}
          aria-label={t('admin.tab.thresholds')}
          options={[
            { value: 'sensors', label: t('admin.limits.bySensor') },
            { value: 'kinds', label: t('admin.limits.byKind') },
          ]}
        />
        {view === 'sensors' && <SensorQuery />}
      </div>
      <p className={styles.note}>{t('admin.limits.note')}</p>
      {view === 'sensors' ? <SensorLimitsList /> : <KindLimitsList />}
    </>
  )
}

function useKindName(): (id: string) => string {
  const { t, name } = useWords()
  return (id) => {
    const kind = findSensorKind(id)
    return kind ? name(kind.name) : t('sensor.unknownKind', { kind: id })
  }
}

function useSource(): (limits: Pick<KindLimits, 'editedAt' | 'editedBy'>, otherwise: string) => string {
  const { t } = useWords()
  return ({ editedAt, editedBy }, otherwise) =>
    editedAt === null
      ? otherwise
      : t('admin.source.edited', { who: editedBy ?? t('app.unknown'), time: formatInstant(editedAt, 0) })
}

function SensorQuery() {
  const { t } = useWords()
  const { showLimits } = useDeskCommands()
  const query = useDesk((state) => state.limitsQuery)
  const kindName = useKindName()
  return (
    <>
      <Input.Search
        className={styles.search}
        allowClear
        defaultValue={query.words}
        placeholder={t('admin.limits.search')}
        aria-label={t('admin.limits.search')}
        onSearch={(words) => void showLimits({ words })}
      />
      <FilterSelect
        label={t('admin.limits.kind')}
        all={t('admin.limits.allKinds')}
        value={query.kind}
        options={sensorKinds.map(({ id }) => ({ value: id, label: kindName(id) }))}
        onChange={(kind) => void showLimits({ kind })}
      />
    </>
  )
}

function SensorLimitsList() {
  const { t, given, locale } = useWords()
  const { loadTab, showLimits } = useDeskCommands()
  const limits = useDesk((state) => state.sensorLimits)
  const query = useDesk((state) => state.limitsQuery)
  const districts = useDistricts()
  const [open, setOpen] = useState<string | null>(null)
  const kindName = useKindName()
  const source = useSource()
  const districtName = (id: string | null) => {
    const district = districts.find((it) => it.id === id)
    return district ? given(district.name_zh, district.name_en) : (id ?? '—')
  }
  const columns: TableColumnsType<SensorLimits> = [
    { title: t('admin.limits.sensor'), dataIndex: 'name' },
    {
      title: t('attribute.id'),
      dataIndex: 'id',
      render: (id: string) => <span className={`${styles.code} ${styles.short}`}>{id}</span>,
    },
    {
      title: t('admin.limits.kind'),
      dataIndex: 'kind',
      render: (kind: string) => <span className={styles.short}>{kindName(kind)}</span>,
    },
    { title: t('attribute.district'), dataIndex: 'district', render: districtName },
    {
      title: t('sensor.thresholds'),
      render: (_, { kind, thresholds }) => <LimitList kind={kind} limits={thresholds} />,
    },
    {
      title: t('admin.source'),
      width: 120,
      render: (_, it) => source(it, t(it.isOwn ? 'admin.source.build' : 'admin.limits.ofKind')),
    },
    {
      title: t('admin.actions'),
      render: (_, { id, name }) => (
        <span className={styles.actions}>
          <Button
            type="link"
            size="small"
            aria-label={`${t('admin.limits.edit')}: ${name} ${id}`}
            onClick={() => setOpen(id)}
          >
            {t('admin.limits.edit')}
          </Button>
        </span>
      ),
    },
  ]
  return (
    <LoadableFace of={limits} loading={t('admin.loading')} onRetry={() => void loadTab('thresholds')}>
      {({ sensors, total }) => {
        const sensor = sensors.find(({ id }) => id === open)
        return (
          <>
            <Table
              size="small"
              rowKey="id"
              columns={columns}
              dataSource={[...sensors]}
              pagination={{
                current: query.page + 1,
                pageSize: LIMITS_ROWS,
                total,
                showSizeChanger: false,
                showTotal: (n) => t('admin.limits.count', { n: formatNumber(locale, n) }),
                onChange: (page) => void showLimits({ page: page - 1 }),
              }}
              locale={{ emptyText: <EmptyFace>{t('admin.limits.empty')}</EmptyFace> }}
            />
            {sensor && (
              <LimitsDialog
                of={{ sensor: sensor.id }}
                title={t('admin.limits.of', { name: sensor.name })}
                kind={sensor.kind}
                note={sensor.isOwn ? null : t('admin.limits.becomesOwn')}
                limits={sensor.thresholds}
                onClose={() => setOpen(null)}
              />
            )}
          </>
        )
      }}
    </LoadableFace>
  )
}

function KindLimitsList() {
  const { t, locale } = useWords()
  const { loadTab } = useDeskCommands()
  const limits = useDesk((state) => state.kindLimits)
  const [open, setOpen] = useState<string | null>(null)
  const kindName = useKindName()
  const source = useSource()
  const columns: TableColumnsType<KindLimits> = [
    {
      title: t('admin.limits.kind'),
      dataIndex: 'kind',
      render: (kind: string) => <span className={styles.short}>{kindName(kind)}</span>,
    },
    {
      title: t('admin.limits.sensors'),
      dataIndex: 'sensors',
      align: 'end',
      sorter: (a, b) => a.sensors - b.sensors,
      render: (n: number) => formatNumber(locale, n),
    },
    {
      title: t('admin.limits.relying'),
      dataIndex: 'relying',
      align: 'end',
      sorter: (a, b) => a.relying - b.relying,
      render: (n: number) => formatNumber(locale, n),
    },
    {
      title: t('sensor.thresholds'),
      render: (_, { kind, thresholds }) => <LimitList kind={kind} limits={thresholds} />,
    },
    { title: t('admin.source'), width: 120, render: (_, it) => source(it, t('admin.limits.example')) },
    {
      title: t('admin.actions'),
      render: (_, { kind }) => (
        <span className={styles.actions}>
          <Button
            type="link"
            size="small"
            aria-label={`${t('admin.limits.edit')}: ${kindName(kind)}`}
            onClick={() => setOpen(kind)}
          >
            {t('admin.limits.edit')}
          </Button>
        </span>
      ),
    },
  ]
  return (
    <LoadableFace of={limits} loading={t('admin.loading')} onRetry={() => void loadTab('thresholds')}>
      {(kinds) => {
        const chosen = kinds.find(({ kind }) => kind === open)
        return (
          <>
            <Table size="small" rowKey="kind" columns={columns} dataSource={[...kinds]} pagination={false} />
            {chosen && (
              <LimitsDialog
                of={{ kind: chosen.kind }}
                title={t('admin.limits.of', { name: kindName(chosen.kind) })}
                kind={chosen.kind}
                note={t('admin.limits.kindNote', { n: formatNumber(locale, chosen.relying) })}
                limits={chosen.thresholds}
                onClose={() => setOpen(null)}
              />
            )}
          </>
        )
      }}
    </LoadableFace>
  )
}
