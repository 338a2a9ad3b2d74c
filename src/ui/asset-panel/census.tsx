import { partyNames } from '../../domain/access/parties.ts'
import { CENSUS_GROUPS, type CensusGroup, censusAttributes, censusOf } from '../../domain/asset/census.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { Asset, LifecycleRecord, Neighbours, Responsible } from '../../ports/records.ts'
import type { Loadable } from '../../state/store.ts'
import { DataText } from '../data-text.tsx'
import { useTwin, useWords, type Words } from '../page.tsx'
import styles from './asset-panel.module.css'
import { NeighbourList } from './neighbour-list.tsx'
import { useShownLifecycle } from './use-shown-lifecycle.ts'

/** 建档立卡: the seven groups of the census, what is registered of each, and what is not. */
export function Census({ asset }: { readonly asset: Asset }) {
  const words = useWords()
  const { t } = words
  const lifecycle = useShownLifecycle()
  const neighbours = useTwin(({ selection }) => selection.neighbours)
  const states = censusOf(asset)
  const given = CENSUS_GROUPS.filter((group) => states[group] === 'given').length
  return (
    <section className={styles.group}>
      <h3>
        {t('census.title')}{' '}
        <span className={styles.count}>{t('census.given', { n: given, of: CENSUS_GROUPS.length })}</span>
      </h3>
      <dl>
        {CENSUS_GROUPS.map((group) => (
          <div key={group}>
            <dt>{t(`census.${group}`)}</dt>
            <dd data-unknown={states[group] !== 'given'}>
              {states[group] === 'given' ? (
                <Given group={group} asset={asset} neighbours={neighbours} />
              ) : (
                t(states[group] === 'hidden' ? 'app.restricted' : 'census.missing')
              )}
            </dd>
          </div>
        ))}
        {responsibleOf(lifecycle).map((responsible) => (
          <Party key={responsible.party} responsible={responsible} words={words} />
        ))}
      </dl>
      {lifecycle.state === 'failed' && <p className={styles.reason}>{t('census.parties.failed')}</p>}
    </section>
  )
}

function responsibleOf(lifecycle: Loadable<LifecycleRecord>): readonly Responsible[] {
  return lifecycle.state === 'loaded' ? lifecycle.value.responsible : []
}

function Party({ responsible, words }: { readonly responsible: Responsible; readonly words: Words }) {
  const { t, name } = words
  const { party, organisation, basis } = responsible
  return (
    <div>
      <dt>{t('census.responsible', { party: name(partyNames[party]) })}</dt>
      <dd data-unknown={organisation === null}>
        {organisation === null ? t('census.missing') : <DataText>{organisation}</DataText>}
        {basis === 'owner' && <em>{t('census.basis.owner')}</em>}
      </dd>
    </div>
  )
}

interface GivenProps {
  readonly group: CensusGroup
  readonly asset: Asset
  readonly neighbours: Loadable<Neighbours>
}

function Given({ group, asset, neighbours }: GivenProps) {
  const words = useWords()
  const isLive = useTwin((state) => state.time === null)
  if (group === 'neighbours' && !isLive) return words.t('census.neighbours.past')
  return group === 'neighbours' ? (
    <NeighbourList neighbours={neighbours} />
  ) : (
    <DataText>{summary(group, asset, words)}</DataText>
  )
}

/** What is registered of a group, in one line; the groups below have it with units and errors. */
function summary(group: Exclude<CensusGroup, 'neighbours'>, asset: Asset, { t, locale, known }: Words): string {
  const further = censusAttributes(asset, group).map(([name, value]) => {
    const label = known('field', name)
    // what is named like the group is all of it
    return label === t(`census.${group}`) ? String(value) : `${label} ${value}`
  })
  const quantity = (value: number | null, unit: string, digits: number) =>
    value === null ? [] : [formatQuantity(locale, value, unit, digits)]
  const depths = [asset.start_depth_m, asset.end_depth_m].filter((depth) => depth !== null)
  const levels = [asset.start_level_m, asset.end_level_m].filter((level) => level !== null)
  const range = (values: readonly number[]) => values.map((value) => formatNumber(locale, value, 2)).join(' / ')
  const parts: Record<Exclude<CensusGroup, 'neighbours'>, readonly (string | null)[]> = {
    built: [asset.built_year === null ? null : String(asset.built_year)],
    material: [asset.material && known('material', asset.material)],
    burial: [
      asset.burial && known('burial', asset.burial),
      depths.length > 0 ? `${t('census.depth')} ${range(depths)}\u2009m` : null,
      depths.length === 0 && levels.length > 0 ? `${t('census.level')} ${range(levels)}\u2009m` : null,
    ],
    environment: [...quantity(asset.pressure_mpa, 'MPa', 2), ...quantity(asset.voltage_kv, 'kV', 1)],
    surroundings: [],
    ownership: [asset.owner],
  }
  return [...parts[group], ...further].filter((part) => part !== null && part !== '').join(' · ')
}
