import { MOST_OFFERED } from '../../commands/step-inside.ts'
import { structureGids } from '../../domain/asset/asset-index.ts'
import { disciplines } from '../../domain/disciplines/index.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { Asset } from '../../ports/records.ts'
import { DataText } from '../../ui/data-text.tsx'
import { DisciplineSwatch } from '../../ui/layers/discipline-swatch.tsx'
import { Panel } from '../../ui/layout/panel.tsx'
import { useCommands, useTwin, useWords } from '../../ui/page.tsx'
import { LoadableFace } from '../../ui/states/faces.tsx'
import styles from './inside.module.css'

/** What can be entered, by name and length. */
export function StructureList() {
  const { t, locale } = useWords()
  const structures = useTwin((state) => state.structures)
  const total = useTwin(({ assets }) => (assets.state === 'loaded' ? structureGids(assets.value).length : 0))
  return (
    <Panel title={t('inside.list')}>
      <LoadableFace of={structures} loading={t('inside.list.loading')}>
        {(value) =>
          value.length === 0 ? (
            <p className={styles.empty}>{t('inside.list.empty')}</p>
          ) : (
            <ul className={styles.list}>
              {value.map((structure) => (
                <li key={structure.id}>
                  <StructureItem structure={structure} />
                </li>
              ))}
              {total > MOST_OFFERED && (
                <li className={styles.empty}>
                  {t('inside.list.limited', {
                    n: formatNumber(locale, MOST_OFFERED),
                    total: formatNumber(locale, total),
                  })}
                </li>
              )}
            </ul>
          )
        }
      </LoadableFace>
    </Panel>
  )
}

function StructureItem({ structure }: { readonly structure: Asset }) {
  const { t, locale, name } = useWords()
  const { enterStructure, openAsset } = useCommands()
  const isHere = useTwin((state) => state.inside?.assetId === structure.id)
  const discipline = disciplines.find((it) => it.id === structure.discipline)
  return (
    <button
      type="button"
      className={`plain ${styles.item}`}
      aria-current={isHere ? 'location' : undefined}
      onClick={() => {
        void enterStructure(structure.id, { near: null })
        void openAsset(structure.id)
      }}
    >
      {discipline && <DisciplineSwatch discipline={discipline} />}
      <span>
        <DataText>{structure.name ?? structure.id}</DataText>
        <small>
          {discipline ? name(discipline.name) : structure.discipline}
          {structure.length_m !== null && ` · ${formatQuantity(locale, structure.length_m, 'm', 0)}`}
          {isHere && ` · ${t('inside.here')}`}
        </small>
      </span>
    </button>
  )
}
