import { InputNumber, Select } from 'antd'
import { type ReactNode, useEffect, useId, useMemo, useState } from 'react'
import { crsOf } from '../../domain/geo/crs.ts'
import type { FloodPlan } from '../../domain/inundation/flood-plan.ts'
import {
  FIRST_SCENARIO,
  FLOOD_PRESETS,
  type FloodPreset,
  type FloodScenario,
  presetScenario,
  scenarioSchema,
} from '../../domain/inundation/scenario.ts'
import type { Failure } from '../../domain/result.ts'
import { formatNumber } from '../../i18n/format.ts'
import { worksOfScenario } from '../../state/flood-works.ts'
import { Button } from '../controls/button.tsx'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { EmptyFace, LoadingFace } from '../states/faces.tsx'
import { FailureFace } from '../states/failure-face.tsx'
import { PlannedSwitches } from './planned-switches.tsx'
import styles from './scenario.module.css'
import { WorksForm } from './works-form.tsx'

/** Ranges of the numbers, as the schema has them, and how far a press of an arrow goes. */
const RANGES = {
  returnPeriod: { min: 1, max: 200, step: 1 },
  stormMinutes: { min: 10, max: 1440, step: 10 },
  hours: { min: 0.05, max: 24, step: 0.25 },
  surge: { min: 0, max: 5, step: 0.1 },
} as const
type NumberField = keyof typeof RANGES

/** 内涝模拟: what rains and what is switched, by preset or field by field; the run itself is shown below the scene. */
export function ScenarioPanel() {
  const { t } = useWords()
  const { loadFloodPlan } = useCommands()
  const isStaff = useTwin(({ internal }) => internal?.state === 'loaded')
  const plan = useTwin((state) => state.floodPlan)
  useEffect(() => {
    if (isStaff) void loadFloodPlan()
  }, [isStaff, loadFloodPlan])
  if (!isStaff) return null
  return (
    <Panel title={t('scenario.title')} isOpenAtFirst={false}>
      {plan.state === 'loaded' && <ScenarioForm plan={plan.value} />}
      {plan.state === 'loading' && <LoadingFace>{t('scenario.loading')}</LoadingFace>}
      {plan.state === 'failed' &&
        (plan.failure.kind === 'not-found' ? (
          <EmptyFace>{t('scenario.none')}</EmptyFace>
        ) : (
          <FailureFace failure={plan.failure} onRetry={() => void loadFloodPlan()} />
        ))}
    </Panel>
  )
}

function ScenarioForm({ plan }: { readonly plan: FloodPlan }) {
  const { t, name, locale } = useWords()
  const { computeScenario } = useCommands()
  const isRunning = useTwin(({ flood }) => flood?.stage.state === 'running')
  const [preset, setPreset] = useState<FloodPreset | 'own'>('storm-50')
  const [scenario, setScenario] = useState<FloodScenario>(FIRST_SCENARIO)
  const [answer, setAnswer] = useState<Failure | 'asking' | null>(null)
  const id = useId()
  const pumps = plan.drainage?.pumps ?? []
  const presets = FLOOD_PRESETS.filter((one) => one !== 'pump-off' || pumps.length > 0)
  const crs = useMemo(() => crsOf(plan.crs), [plan])
  const works = useTwin((state) => state.floodWorks.works)
  const drawn = crs ? worksOfScenario(works, crs) : { barriers: [], breaches: [] }
  const isFit = drawn !== null && scenarioSchema.safeParse({ ...scenario, ...drawn }).success
  const change = (part: Partial<FloodScenario>) => {
    setScenario({ ...scenario, ...part })
    setPreset('own')
    setAnswer(null)
  }
  const choose = (chosen: FloodPreset) => {
    setPreset(chosen)
    setScenario({ ...presetScenario(chosen, pumps), cell: scenario.cell })
    setAnswer(null)
  }
  const start = async () => {
    setAnswer('asking')
    const asked = await computeScenario(preset === 'own' ? null : preset, scenario)
    setAnswer(asked.ok ? null : asked.failure)
  }
  const row = (field: string, label: string, control: ReactNode) => (
    <div className={styles.row}>
      <label htmlFor={`${id}-${field}`}>{label}</label>
      {control}
    </div>
  )
  const number = (field: NumberField) =>
    row(
      field,
      t(`scenario.${field}`),
      <InputNumber
        id={`${id}-${field}`}
        size="small"
        {...RANGES[field]}
        value={scenario[field]}
        onChange={(value) => value !== null && change({ [field]: value })}
      />,
    )
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void start()
      }}
    >
      {row(
        'preset',
        t('scenario.preset'),
        <Select
          id={`${id}-preset`}
          size="small"
          virtual={false}
          // the longest names are wider than the field
          popupMatchSelectWidth={false}
          value={preset}
          onChange={(value) => value !== 'own' && choose(value)}
          options={[...presets, ...(preset === 'own' ? (['own'] as const) : [])].map((value) => ({
            value,
            label: t(`scenario.preset.${value}`),
          }))}
        />,
      )}
      {row(
        'rain',
        t('scenario.rain'),
        <Select
          id={`${id}-rain`}
          size="small"
          virtual={false}
          value={scenario.rain}
          onChange={(rain) => change({ rain, hours: rain === 'live' ? Math.min(3, scenario.hours) : scenario.hours })}
          options={(['design', 'live', 'none'] as const).map((value) => ({
            value,
            label: t(`scenario.rain.${value}`),
          }))}
        />,
      )}
      {scenario.rain === 'design' && number('returnPeriod')}
      {scenario.rain === 'design' && number('stormMinutes')}
      {scenario.rain === 'live' && <p className={styles.note}>{t('scenario.live.help')}</p>}
      {number('hours')}
      {number('surge')}
      {row(
        'infiltration',
        t('scenario.infiltration'),
        <Select
          id={`${id}-infiltration`}
          size="small"
          virtual={false}
          popupMatchSelectWidth={false}
          value={scenario.infiltration}
          onChange={(infiltration) => change({ infiltration })}
          options={(['none', 'cover'] as const).map((value) => ({
            value,
            label: t(`scenario.infiltration.${value}`),
          }))}
        />,
      )}
      {row(
        'cell',
        t('scenario.cell'),
        <Select
          id={`${id}-cell`}
          size="small"
          virtual={false}
          value={scenario.cell}
          onChange={(cell) => setScenario({ ...scenario, cell })}
          options={plan.grids.map(({ size, columns, rows }) => ({
            value: size,
            label: t('scenario.cell.of', { size, cells: formatNumber(locale, columns * rows) }),
          }))}
        />,
      )}
      {crs && !crs.isGeographic && <WorksForm crs={crs} />}
      <PlannedSwitches drainage={plan.drainage} scenario={scenario} onChange={(switches) => change({ switches })} />
      {plan.missing.length > 0 && (
        <div className={styles.note}>
          {t('scenario.lacking')}
          <ul>
            {plan.missing.map((told) => (
              <li key={`${told.part} ${told.why.zh}`}>
                {name(told.why)}
                {told.count !== null && ` (${formatNumber(locale, told.count)})`}
              </li>
            ))}
          </ul>
        </div>
      )}
      {drawn === null && <p className={styles.note}>{t('works.incomplete')}</p>}
      {/* above the button: below it, it would lie out of sight */}
      {answer !== null && answer !== 'asking' && <FailureFace failure={answer} />}
      <Button kind="primary" isBusy={answer === 'asking'} disabled={!isFit} type="submit">
        {t(answer === 'asking' ? 'scenario.starting' : isRunning ? 'scenario.restart' : 'scenario.start')}
      </Button>
    </form>
  )
}
