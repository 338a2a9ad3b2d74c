import { Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import type { Crs } from '../../domain/geo/crs.ts'
import { formatLength, formatNumber } from '../../i18n/format.ts'
import { type FloodWork, WORK_KINDS } from '../../state/flood-works.ts'
import { Button } from '../controls/button.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './scenario.module.css'

const MINUTE = 60

/** Flood barriers that staff put up and banks that break: drawn by clicks on the ground, then described. */
export function WorksForm({ crs }: { readonly crs: Crs }) {
  const { t, locale } = useWords()
  const { drawFloodWork, undoWorkPlace, finishFloodWork, changeFloodWork } = useCommands()
  const { drawing, path, works } = useTwin((state) => state.floodWorks)
  return (
    <fieldset className={styles.works}>
      <legend>{t('works.title')}</legend>
      {works.map((work, n) => (
        <Work key={n} work={work} length={lengthOf(work, crs)} onChange={(changed) => changeFloodWork(n, changed)} />
      ))}
      {drawing ? (
        <div role="status">
          <p className={styles.note}>
            {t(`works.${drawing}.draw`)} {t('works.places', { n: formatNumber(locale, path.length) })}
          </p>
          <div className={styles.buttons}>
            <Button
              isSmall
              kind="primary"
              disabled={path.length < 2}
              onClick={() => finishFloodWork(`${t(`works.${drawing}`)} ${works.length + 1}`)}
            >
              {t('works.finish')}
            </Button>
            <Button isSmall disabled={path.length === 0} onClick={undoWorkPlace}>
              {t('works.undo')}
            </Button>
            <Button isSmall onClick={() => drawFloodWork(null)}>
              {t('works.cancel')}
            </Button>
          </div>
        </div>
      ) : (
        <div className={styles.buttons}>
          {WORK_KINDS.map((kind) => (
            <Button key={kind} isSmall onClick={() => drawFloodWork(kind)}>
              {t(`works.${kind}.add`)}
            </Button>
          ))}
        </div>
      )}
    </fieldset>
  )
}

interface WorkProps {
  readonly work: FloodWork
  /** [m] */
  readonly length: number
  readonly onChange: (work: FloodWork | null) => void
}

function Work({ work, length, onChange }: WorkProps) {
  const { t, locale } = useWords()
  const named = (what: string) => `${work.name}: ${what}`
  const number = (label: string, value: number | null, change: (value: number) => void, more: object): ReactNode => (
    <span className={styles.row}>
      <span>{label}</span>
      <InputNumber
        size="small"
        aria-label={named(label)}
        value={value}
        status={value === null ? 'error' : ''}
        onChange={(next) => next !== null && change(next)}
        {...more}
      />
    </span>
  )
  return (
    <div className={styles.work}>
      <span className={styles.row}>
        <Input
          size="small"
          aria-label={t('works.name')}
          maxLength={40}
          value={work.name}
          status={work.name.trim() === '' ? 'error' : ''}
          onChange={({ target }) => onChange({ ...work, name: target.value })}
        />
        <span>
          {formatLength(locale, length)}{' '}
          <Button isSmall icon="close" aria-label={named(t('works.remove'))} onClick={() => onChange(null)} />
        </span>
      </span>
      {work.kind === 'barrier' ? (
        <>
          <Crest
            crest={work.crest}
            ground={Math.max(...work.path.map(({ height }) => height))}
            label={named(t('works.crest'))}
            onChange={(crest) => onChange({ ...work, crest })}
          />
          {number(t('works.stands'), work.time_s / MINUTE, (from) => onChange({ ...work, time_s: from * MINUTE }), {
            ...{ min: 0, step: 10 },
          })}
        </>
      ) : (
        <>
          {number(t('works.bottom'), work.bottom_m, (bottom_m) => onChange({ ...work, bottom_m }), { step: 0.1 })}
          {number(t('works.thickness'), work.thickness_m, (thickness_m) => onChange({ ...work, thickness_m }), {
            ...{ min: 1, max: 200, step: 1 },
          })}
          {number(t('works.from'), work.time_s / MINUTE, (from) => onChange({ ...work, time_s: from * MINUTE }), {
            ...{ min: 0, step: 10 },
          })}
          {number(
            t('works.growth'),
            work.growth_s / MINUTE,
            (lasts) => onChange({ ...work, growth_s: lasts * MINUTE }),
            {
              ...{ min: 1, step: 5 },
            },
          )}
        </>
      )}
    </div>
  )
}

type BarrierCrest = Extract<FloodWork, { kind: 'barrier' }>['crest']

/** How high a barrier is: above the ground below it, or as a level, first half a metre above the highest place that was clicked. */
function Crest({
  crest,
  ground,
  label,
  onChange,
}: {
  readonly crest: BarrierCrest
  /** H [m] */
  readonly ground: number
  readonly label: string
  readonly onChange: (crest: BarrierCrest) => void
}) {
  const { t } = useWords()
  const isLevel = 'level_m' in crest
  return (
    <span className={styles.row}>
      <Select
        size="small"
        virtual={false}
        aria-label={label}
        value={isLevel ? 'level' : 'above'}
        onChange={(kind) =>
          onChange(kind === 'level' ? { level_m: Math.round(10 * (ground + 0.5)) / 10 } : { above_m: 0.5 })
        }
        options={(['above', 'level'] as const).map((value) => ({ value, label: t(`works.crest.${value}`) }))}
      />
      <InputNumber
        size="small"
        aria-label={label}
        step={0.1}
        {...(isLevel ? {} : { min: 0.1, max: 10 })}
        value={isLevel ? crest.level_m : crest.above_m}
        onChange={(value) => value !== null && onChange(isLevel ? { level_m: value } : { above_m: value })}
      />
    </span>
  )
}

function lengthOf({ path }: FloodWork, crs: Crs): number {
  const line = path.map(({ lon, lat }) => crs.fromLonLat(lon, lat))
  return line.reduce((sum, [x, y], n) => {
    const [x0, y0] = line[n - 1] ?? [x, y]
    return sum + Math.hypot(x - x0, y - y0)
  }, 0)
}
