import { Button, Checkbox, Slider } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { type Discipline, disciplines } from '../../domain/disciplines/index.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { WordKey } from '../../i18n/words.ts'
import { areTilesClosed } from '../../state/closed-tiles.ts'
import type { AssetIndex } from '../../state/store.ts'
import { Panel } from '../layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { LoadableFace } from '../states/faces.tsx'
import { type AssetCount, countAssets } from './count-assets.ts'
import { DisciplineSwatch } from './discipline-swatch.tsx'
import { IngestLine } from './ingest-line.tsx'
import styles from './layers.module.css'

const SURFACE_LAYERS = ['buildings', 'roads', 'water', 'terrain'] as const

interface LayerTreeProps {
  readonly onSignIn: () => void
  readonly isOpenAtFirst?: boolean
}

/** What is drawn: pipes by discipline with their CJJ 61 cue, structures, the surface, sensors. */
export function LayerTree({ onSignIn, isOpenAtFirst = true }: LayerTreeProps) {
  const { t } = useWords()
  const assets = useTwin((state) => state.assets)
  const isClosed = useTwin(areTilesClosed)
  const city = useTwin((state) => (state.city.state === 'loaded' ? state.city.value : null))
  return (
    <Panel title={t('layers.title')} isOpenAtFirst={isOpenAtFirst} className={styles.panel}>
      <GroundOpacity />
      {!isClosed && (
        <LoadableFace
          of={assets}
          loading={t('layers.loading')}
          idle={
            <p className={styles.signIn}>
              {t('layers.signIn')}{' '}
              <Button type="link" size="small" onClick={onSignIn}>
                {t('session.signIn')}
              </Button>
            </p>
          }
        >
          {(index) => <Disciplines index={index} />}
        </LoadableFace>
      )}
      <Group title={t('layers.surface')}>
        {SURFACE_LAYERS.filter((layer) => city?.[layer]).map((layer) => (
          <LayerRow key={layer} layer={layer} label={`layers.${layer}`} />
        ))}
      </Group>
      {(assets.state === 'loaded' || isClosed) && (
        <Group title={t('layers.live')} counted={t('layers.counted.sensors')}>
          <SensorLayerRow />
          <IngestLine />
        </Group>
      )}
    </Panel>
  )
}

function Disciplines({ index }: { readonly index: AssetIndex }) {
  const { t } = useWords()
  const counts = useMemo(() => countAssets(index), [index])
  const present = disciplines.filter((_, code) => counts[code])
  const rows = (group: readonly Discipline[]) =>
    group.map((discipline) => {
      const count = counts[disciplines.indexOf(discipline)]
      return count && <DisciplineRow key={discipline.id} discipline={discipline} count={count} />
    })
  const pipes = present.filter(({ surveyPrefix }) => surveyPrefix !== null)
  const structures = present.filter(({ surveyPrefix }) => surveyPrefix === null)
  return (
    <>
      <Group title={t('layers.pipes')} counted={t('layers.counted.pipes')}>
        {rows(pipes)}
      </Group>
      {structures.length > 0 && (
        <Group title={t('layers.structures')} counted={t('layers.counted.structures')}>
          {rows(structures)}
        </Group>
      )}
    </>
  )
}

function DisciplineRow({ discipline, count }: { readonly discipline: Discipline; readonly count: AssetCount }) {
  const { t, name, locale } = useWords()
  const { toggleDiscipline } = useCommands()
  const lines = formatNumber(locale, count.lines)
  const points = formatNumber(locale, count.points)
  const isPipe = discipline.surveyPrefix !== null
  const isVisible = useTwin((state) => !state.layers.hiddenDisciplines.has(discipline.id))
  return (
    <Checkbox
      className={styles.row ?? ''}
      checked={isVisible}
      onChange={(event) => toggleDiscipline(discipline.id, event.target.checked)}
    >
      <DisciplineSwatch discipline={discipline} />
      <span className={styles.name}>{name(discipline.name)}</span>
      {isPipe && <abbr className={styles.letters}>{discipline.surveyPrefix}</abbr>}
      <span className={styles.count} title={isPipe ? t('layers.count', { lines, points }) : undefined}>
        {isPipe ? `${lines} / ${points}` : formatNumber(locale, count.structures)}
      </span>
    </Checkbox>
  )
}

function LayerRow({
  layer,
  label,
  aside,
}: {
  readonly layer: string
  readonly label: WordKey
  readonly aside?: string
}) {
  const { t } = useWords()
  const { toggleLayer } = useCommands()
  const isVisible = useTwin((state) => !state.layers.hiddenLayers.has(layer))
  return (
    <Checkbox
      className={styles.row ?? ''}
      checked={isVisible}
      onChange={(event) => toggleLayer(layer, event.target.checked)}
    >
      <span className={styles.name}>{t(label)}</span>
      {aside !== undefined && <span className={styles.count}>{aside}</span>}
    </Checkbox>
  )
}

function SensorLayerRow() {
  const { locale } = useWords()
  const sensors = useTwin((state) => state.sensors)
  const aside = sensors.state === 'loaded' ? { aside: formatNumber(locale, sensors.value.length) } : {}
  return <LayerRow layer="sensors" label="layers.sensors" {...aside} />
}

function GroundOpacity() {
  const { t } = useWords()
  const { setUnderground } = useCommands()
  const underground = useTwin((state) => state.underground)
  const isAble = useTwin((state) => state.abilities.has('underground'))
  if (!underground.isOn || !isAble) return null
  return (
    <div className={styles.opacity}>
      <span id="ground-opacity">{t('underground.alpha')}</span>
      <Slider
        min={0}
        max={100}
        step={5}
        value={Math.round(underground.groundAlpha * 100)}
        tooltip={{ formatter: (value) => `${value}%` }}
        ariaLabelledByForHandle="ground-opacity"
        onChange={(value) => setUnderground(true, value / 100)}
      />
    </div>
  )
}

interface GroupProps {
  readonly title: string
  /** what the numbers of its rows count */
  readonly counted?: string
  readonly children: ReactNode
}

function Group({ title, counted, children }: GroupProps) {
  return (
    <fieldset className={styles.group}>
      <legend>
        <span>{title}</span>
        {counted !== undefined && <span>{counted}</span>}
      </legend>
      {children}
    </fieldset>
  )
}
