import { Button, Select, Tooltip } from 'antd'
import { useId } from 'react'
import { PALETTES } from '../../domain/asset/asset-bands.ts'
import { type AssetFilter, isFiltering, NO_FILTER } from '../../domain/asset/asset-filter.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './filter.module.css'
import { useShown } from './use-shown.ts'

const YEARS = [1970, 1980, 1990, 2000, 2005, 2010, 2015, 2020] as const
/** [mm] */
const DIAMETERS = [100, 200, 300, 400, 600, 800, 1000, 1500] as const

/** What colour tells, and which assets stay in the picture; says how many, and how many only for want of data. */
export function FilterPanel() {
  const { t, locale } = useWords()
  const { setPalette, setFilter } = useCommands()
  const palette = useTwin((state) => state.palette)
  const filter = useTwin((state) => state.filter)
  const shown = useShown()
  if (!shown) return null
  const number = (value: number) => formatNumber(locale, value)
  const isFiltered = isFiltering(filter)
  const count = t('filter.shown', { shown: number(shown.shown), total: number(shown.total) })
  return (
    <Panel title={t('filter.title')} aside={count} isOpenAtFirst={isFiltered || palette !== 'discipline'}>
      <div className={styles.body}>
        <Choice
          label={t('filter.palette')}
          value={palette}
          options={PALETTES.map((value) => ({ value, label: t(`palette.${value}`) }))}
          onChange={setPalette}
        />
        <Limit
          name="builtBefore"
          values={YEARS}
          describe={(year) => t('filter.year', { year })}
          filter={filter}
          onChange={setFilter}
        />
        <Limit
          name="leastDiameter"
          values={DIAMETERS}
          describe={(size) => formatQuantity(locale, size, 'mm')}
          filter={filter}
          onChange={setFilter}
        />
        <div className={styles.result} role="status">
          <Tooltip title={t('filter.shown.help')}>
            <strong>{count}</strong>
          </Tooltip>
          {filter.among && <p>{t('filter.among')}</p>}
          {shown.unknownYear > 0 && <p>{t('filter.unknownYear', { n: number(shown.unknownYear) })}</p>}
          {shown.unknownSize > 0 && <p>{t('filter.unknownSize', { n: number(shown.unknownSize) })}</p>}
        </div>
        <Button size="small" disabled={!isFiltered} onClick={() => setFilter(NO_FILTER)}>
          {t('filter.reset')}
        </Button>
      </div>
    </Panel>
  )
}

interface LimitProps {
  readonly name: 'builtBefore' | 'leastDiameter'
  readonly values: readonly number[]
  readonly describe: (value: number) => string
  readonly filter: AssetFilter
  readonly onChange: (change: Partial<AssetFilter>) => void
}

/** A limit out of a list; one that a link brought and the list lacks is listed too. */
function Limit({ name, values, describe, filter, onChange }: LimitProps) {
  const { t } = useWords()
  const value = filter[name]
  const all = value === null || values.includes(value) ? values : [...values, value].sort((a, b) => a - b)
  const NONE = 0
  return (
    <Choice
      label={t(`filter.${name}`)}
      value={value ?? NONE}
      options={[
        { value: NONE, label: t('filter.any') },
        ...all.map((limit) => ({ value: limit, label: describe(limit) })),
      ]}
      onChange={(limit) => onChange({ [name]: limit === NONE ? null : limit })}
    />
  )
}

interface ChoiceProps<Value> {
  readonly label: string
  readonly value: Value
  readonly options: { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
}

function Choice<Value extends string | number>({ label, value, options, onChange }: ChoiceProps<Value>) {
  const id = useId()
  return (
    <label className={styles.choice} htmlFor={id}>
      <span>{label}</span>
      <Select<Value> id={id} size="small" value={value} options={options} onChange={onChange} aria-label={label} />
    </label>
  )
}
