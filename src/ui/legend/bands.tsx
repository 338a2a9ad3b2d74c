import { bandScale } from '../../domain/asset/asset-bands.ts'
import { formatNumber } from '../../i18n/format.ts'
import { useShown } from '../filter/use-shown.ts'
import { Panel } from '../layout/panel.tsx'
import { useTwin, useWords } from '../page.tsx'
import styles from './legend.module.css'

/** The bands that the scene is painted by, each with how many assets it stands for; nothing while colour tells the class. */
export function Bands() {
  const { t, name, locale } = useWords()
  const palette = useTwin((state) => state.palette)
  const theme = useTwin((state) => state.theme)
  const shown = useShown()
  const scale = bandScale(palette)
  if (!scale || !shown) return null
  return (
    <Panel title={t('legend.palette', { palette: t(`palette.${palette}`) })} aside={t('legend.bands')}>
      <ul className={styles.bands} data-palette={palette}>
        {scale.bands.map((band, i) => (
          <li key={band.id} data-band={band.id}>
            <svg width="28" height="10" aria-hidden="true">
              <rect width="28" height="10" rx="2" fill={`rgb(${band.color[theme].join(' ')})`} />
            </svg>
            <span>{name(band.name)}</span>
            <span className={styles.count}>{formatNumber(locale, shown.bands[i] ?? 0)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
