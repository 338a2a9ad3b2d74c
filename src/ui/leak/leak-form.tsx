import { InputNumber, Select } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { type LeakNetwork, type LeakPlan, leakKindOf, leakNetworkOf } from '../../domain/leak/leak-plan.ts'
import { firstLeakScenario, type LeakScenario, leakScenarioSchema } from '../../domain/leak/leak-scenario.ts'
import type { Failure } from '../../domain/result.ts'
import { formatLength, formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { Asset } from '../../ports/records.ts'
import { Button } from '../controls/button.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { EmptyFace, LoadingFace } from '../states/faces.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import { FansField } from './fans-field.tsx'
import { HoleField } from './hole-field.tsx'
import styles from './leak-form.module.css'
import { ClockField, IntrusionFields } from './water-fields.tsx'
import { WindField } from './wind-field.tsx'

const [MINUTE, HOUR, MILLIMETRE, LITRE] = [60, 3600, 0.001, 0.001]
const SURFACES = ['open', 'paved', 'sealed'] as const
const SOILS = ['sand', 'loam', 'clay'] as const

/** What leaks, how wide and for how long; the run itself is shown below the scene. */
export function LeakForm({ asset }: { readonly asset: Asset }) {
  const { t } = useWords()
  const { loadLeakPlan } = useCommands()
  const isAsked = useTwin((state) => state.leakForm === asset.id)
  const plan = useTwin((state) => state.leakPlan)
  const network = leakNetworkOf(asset.discipline)
  if (!isAsked || !network) return null
  return (
    <section className={styles.form} aria-label={t('leak.start')}>
      {plan.state === 'loaded' && <Fields key={asset.id} asset={asset} network={network} plan={plan.value} />}
      {(plan.state === 'loading' || plan.state === 'idle') && <LoadingFace>{t('leak.form.loading')}</LoadingFace>}
      {plan.state === 'failed' &&
        (plan.failure.kind === 'not-found' ? (
          <EmptyFace>{t('leak.form.none')}</EmptyFace>
        ) : (
          <FailureFace failure={plan.failure} onRetry={() => void loadLeakPlan()} />
        ))}
    </section>
  )
}

interface FieldsProps {
  readonly asset: Asset
  readonly network: LeakNetwork
  readonly plan: LeakPlan
}

function Fields({ asset, network, plan }: FieldsProps) {
  const kind = leakKindOf(network)
  const { t, locale } = useWords()
  const { computeLeak } = useCommands()
  const diameter = asset.diameter_mm === null ? null : asset.diameter_mm * MILLIMETRE
  const [scenario, setScenario] = useState<LeakScenario>(() => firstLeakScenario(network, asset.id, diameter))
  // wind that is asked for but not yet told: nothing can be computed until it is
  const [isWindDue, setIsWindDue] = useState(false)
  const [answer, setAnswer] = useState<Failure | 'asking' | null>(null)
  const id = useId()
  const isWide = scenario.hole_m !== null && diameter !== null && scenario.hole_m > diameter
  const isFit = leakScenarioSchema.safeParse(scenario).success && !isWide && !isWindDue
  const change = (part: Partial<LeakScenario>) => {
    setScenario({ ...scenario, ...part })
    setAnswer(null)
  }
  const start = async () => {
    setAnswer('asking')
    const asked = await computeLeak(scenario)
    setAnswer(asked.ok ? null : asked.failure)
  }
  const row = (field: string, label: string, control: ReactNode, help?: string) => (
    <div className={styles.row}>
      <label htmlFor={`${id}-${field}`}>{label}</label>
      <span>
        {control}
        {help !== undefined && <small>{help}</small>}
      </span>
    </div>
  )
  const choice =
    <Value extends string>(field: string, values: readonly Value[], word: (value: Value) => string) =>
    (value: Value, onChange: (value: Value) => void) => (
      <Select
        id={`${id}-${field}`}
        size="small"
        virtual={false}
        value={value}
        onChange={onChange}
        options={values.map((each) => ({ value: each, label: word(each) }))}
      />
    )
  if (!plan.networks.some(({ discipline }) => discipline === network))
    return <EmptyFace>{t('leak.form.noNetwork', { discipline: t(`leak.network.${network}`) })}</EmptyFace>
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void start()
      }}
    >
      {asset.kind === 'line' &&
        row(
          'share',
          t(kind === 'sewage' ? 'leak.form.entry' : 'leak.form.share'),
          <input
            id={`${id}-share`}
            type="range"
            min={0}
            max={1}
            step={0.01}
            value={scenario.share}
            onChange={({ target }) => change({ share: Number(target.value) })}
          />,
          asset.length_m === null
            ? t('leak.form.share.unknown', { share: formatQuantity(locale, 100 * scenario.share, '%') })
            : t('leak.form.share.of', { distance: formatLength(locale, scenario.share * asset.length_m) }),
        )}
      {kind === 'sewage' &&
        row(
          'spill',
          t('leak.form.spill'),
          <InputNumber
            id={`${id}-spill`}
            size="small"
            min={0.1}
            max={100_000}
            step={1}
            suffix="L/s"
            value={scenario.spill_m3_s / LITRE}
            onChange={(value) => value !== null && change({ spill_m3_s: value * LITRE })}
          />,
        )}
      {kind === 'sewage' &&
        row(
          'dry',
          t('leak.form.dry'),
          <InputNumber
            id={`${id}-dry`}
            size="small"
            min={0}
            max={100_000}
            step={1}
            suffix="L/s"
            value={scenario.dry_m3_s === null ? null : scenario.dry_m3_s / LITRE}
            onChange={(value) => change({ dry_m3_s: value === null ? null : value * LITRE })}
          />,
          t('leak.form.dry.help'),
        )}
      {kind !== 'sewage' && (
        <HoleField
          id={id}
          diameter={diameter}
          hole={scenario.hole_m}
          row={row}
          onChange={(hole_m) => change({ hole_m })}
        />
      )}
      {row(
        'duration',
        t(kind === 'sewage' ? 'leak.form.lasting' : 'leak.form.duration'),
        <InputNumber
          id={`${id}-duration`}
          size="small"
          min={0.25}
          max={168}
          step={1}
          suffix="h"
          value={scenario.duration_s / HOUR}
          onChange={(value) => value !== null && change({ duration_s: value * HOUR })}
        />,
      )}
      {kind !== 'sewage' &&
        row(
          'closed',
          t('leak.form.closed'),
          <input
            id={`${id}-closed`}
            type="checkbox"
            checked={scenario.closedAfter_s !== null}
            onChange={({ target }) => change({ closedAfter_s: target.checked ? HOUR : null })}
          />,
          t('leak.form.closed.help'),
        )}
      {scenario.closedAfter_s !== null &&
        row(
          'after',
          t('leak.form.closed.after'),
          <InputNumber
            id={`${id}-after`}
            size="small"
            min={0}
            max={scenario.duration_s / MINUTE}
            step={10}
            suffix="min"
            value={scenario.closedAfter_s / MINUTE}
            onChange={(value) => value !== null && change({ closedAfter_s: value * MINUTE })}
          />,
        )}
      {kind === 'gas' && (
        <>
          {row(
            'surface',
            t('leak.form.surface'),
            choice('surface', SURFACES, (each) => t(`leak.surface.${each}`))(scenario.surface, (surface) =>
              change({ surface }),
            ),
          )}
          {row(
            'soil',
            t('leak.form.soil'),
            choice('soil', SOILS, (each) => t(`leak.soil.${each}`))(scenario.soil, (soil) => change({ soil })),
          )}
          <WindField
            id={id}
            plan={plan}
            place={asset.at}
            row={row}
            onChange={(wind) => {
              setIsWindDue(wind === 'due')
              change({ wind: wind === 'due' ? null : wind })
            }}
          />
          <FansField id={id} fans={scenario.fans} row={row} onChange={(fans) => change({ fans })} />
        </>
      )}
      {kind === 'water' && (
        <ClockField
          id={id}
          clock={scenario.clock_s}
          hasPatterns={plan.networks.some(({ hydraulics }) => hydraulics?.hasPatterns)}
          row={row}
          onChange={(clock_s) => change({ clock_s })}
        />
      )}
      {kind === 'water' &&
        row(
          'service',
          t('leak.form.service'),
          <InputNumber
            id={`${id}-service`}
            size="small"
            min={1}
            max={100}
            step={1}
            suffix="m"
            value={scenario.service_m}
            onChange={(value) => value !== null && change({ service_m: value })}
          />,
        )}
      {kind === 'water' && <IntrusionFields id={id} scenario={scenario} row={row} onChange={change} />}
      <Lacking plan={plan} parts={kind === 'gas' ? ['gas', 'spaces', 'wind'] : [network]} />
      <Button kind="primary" isBusy={answer === 'asking'} disabled={!isFit} type="submit">
        {t(answer === 'asking' ? 'leak.form.starting' : 'leak.form.start')}
      </Button>
      {answer !== null && answer !== 'asking' && <FailureFace failure={answer} />}
    </form>
  )
}

/** What the simulation goes without, and what it takes instead. */
function Lacking({ plan, parts }: { readonly plan: LeakPlan; readonly parts: readonly string[] }) {
  const { t, name, locale } = useWords()
  const told = [...plan.missing, ...plan.assumed].filter(({ part }) => parts.includes(part))
  if (told.length === 0) return null
  return (
    <details className={styles.note}>
      <summary>
        {t('leak.form.lacking')} ({told.length})
      </summary>
      <ul>
        {told.map(({ part, why, count }) => (
          <li key={`${part} ${why.zh}`}>
            {name(why)}
            {count !== null && ` (${formatNumber(locale, count)})`}
          </li>
        ))}
      </ul>
    </details>
  )
}
