import { ABOVE_GROUND, LEAST_ABOVE_GROUND, leakScale, SPILL_STATE } from '../../domain/leak/leak-scales.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import { type Leak, leakSummary } from '../../state/leak.ts'
import { ColorScale } from '../legend/color-scale.tsx'
import { useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import styles from './leak.module.css'

/** What the colours of places mean, with unit, and what is not drawn. */
export function LeakLegend({ leak }: { readonly leak: Leak }) {
  const { t, locale } = useWords()
  const { kind, service_m } = leak.scenario
  const { scale } = leakScale(kind, service_m)
  const first = scale[0]?.from ?? 0
  const between = (from: string, to: string) => t('flood.legend.between', { from, to })
  const percent = (share: number) => formatQuantity(locale, 100 * share, '%')
  const say = {
    gas: (from: number, to: number | undefined) =>
      to === undefined
        ? t('leak.legend.gas.explosive', { value: percent(from) })
        : between(formatNumber(locale, 100 * from), percent(to)),
    water: (from: number, to: number | undefined) => {
      const metres = (share: number) => formatQuantity(locale, share * service_m, 'm', 1)
      if (to === undefined) return t('leak.legend.water.met', { value: metres(from) })
      return Number.isFinite(from)
        ? between(formatNumber(locale, from * service_m, 1), metres(to))
        : t('leak.legend.water.none', { value: metres(to) })
    },
    heat: (from: number, to: number | undefined) =>
      to === undefined
        ? t('flood.legend.from', { value: formatQuantity(locale, from, '°C') })
        : between(formatNumber(locale, from), formatQuantity(locale, to, '°C')),
    sewage: (from: number) =>
      t(
        from === SPILL_STATE.certain
          ? 'leak.spill.certain'
          : from === SPILL_STATE.possible
            ? 'leak.spill.possible'
            : 'leak.spill.passed',
      ),
  }[kind]
  return (
    <div className={styles.legend}>
      <h3>{t(`leak.legend.${kind}`)}</h3>
      <ColorScale scale={scale} say={say} />
      {kind === 'gas' && <p className={shared.said}>{t('leak.legend.gas.thin', { value: percent(first) })}</p>}
      {kind === 'water' && <p className={shared.said}>{t('leak.legend.water.dry')}</p>}
      {kind === 'gas' && <AboveGround leak={leak} />}
      {kind === 'heat' && (
        <p className={shared.said}>{t('leak.legend.heat.thin', { value: formatQuantity(locale, first, '°C') })}</p>
      )}
    </div>
  )
}

/** What is drawn of the gas above ground, at what height and how sure it is; or why nothing is. */
function AboveGround({ leak }: { readonly leak: Leak }) {
  const { t, locale } = useWords()
  const outcome = leakSummary(leak)?.outcome
  if (!outcome) return null
  const least = formatQuantity(locale, 100 * LEAST_ABOVE_GROUND, '%')
  const height = formatQuantity(locale, ABOVE_GROUND, 'm', 1)
  const said = () => {
    if (!leak.scenario.wind) return t('leak.legend.air.noWind')
    if (!outcome.plume) return t('leak.legend.air.little', { least, height })
    return t('leak.legend.air', { least, height })
  }
  return <p className={shared.said}>{said()}</p>
}
