import { useState } from 'react'
import { crsOf } from '../../domain/geo/crs.ts'
import type { ManholeVerdict } from '../../domain/inundation/outcome.ts'
import { formatDuration, formatNumber, formatQuantity } from '../../i18n/format.ts'
import { bothRuns, type Flood, shownRun } from '../../state/flood.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './inundation.module.css'
import { ManholeChart } from './manhole-chart.tsx'
import { LEAST, ManholesOfTwo } from './manholes-of-two.tsx'

/** Of the manholes so many are listed, those that spill most. */
const LISTED = 20

/**
 * Manholes that water came out of, the worst first; one is flown to, and tells its water level over time. Of two runs where the
 * picture is of both.
 */
export function FloodManholes({ flood }: { readonly flood: Flood }) {
  const { t, locale } = useWords()
  const { flyToPlace } = useCommands()
  const run = shownRun(flood)
  const { plan } = run
  const selected = useTwin(({ selection }) => selection.assetId)
  const [asked, setAsked] = useState<string | null>(null)
  const outcome = run.summary?.outcome
  const network = outcome?.network
  const both = bothRuns(flood)
  if (!outcome || (!network && !both)) return null
  const cubic = (volume: number) => formatQuantity(locale, volume, 'm³', volume < 10 ? 1 : 0)
  const choose = (node: string) => {
    setAsked(node)
    const opening = plan.drainage?.openings.find((one) => one.node === node)
    const crs = crsOf(flood.crs)
    if (opening && crs) void flyToPlace({ ...crs.toLonLat(...opening.at), height: opening.rim_m })
  }
  const time = flood.frames[flood.shown]?.time ?? 0
  if (both?.b.summary)
    return (
      <ManholesOfTwo
        a={both.a.summary.outcome.network}
        b={both.b.summary.outcome.network}
        {...{ time, onChoose: choose, asked: [asked, selected] }}
      />
    )
  if (!network) return null
  const spilling = network.manholes
    .filter(({ returned }) => returned >= LEAST)
    .sort((one, other) => other.returned - one.returned)
  const { drained, returned, roofs } = outcome.volumes
  const [first = null] = [asked, selected].filter((id) => id && network.series.nodes.includes(id))
  const tell = ({ returned: volume, peak, peakAt }: ManholeVerdict) =>
    t('manholes.item', {
      ...{ volume: cubic(volume), peak: formatQuantity(locale, peak, 'm³/s', 3) },
      time: formatDuration((peakAt ?? 0) * 1000),
    })
  return (
    <section className={styles.entries}>
      <h3>
        {t('manholes.title', {
          ...{ n: formatNumber(locale, spilling.length), all: formatNumber(locale, network.manholes.length) },
          volume: cubic(returned),
        })}
      </h3>
      <p>
        {t('manholes.drains', {
          ...{ drained: cubic(drained), roofs: cubic(roofs), outflow: cubic(network.outflow) },
          stored: cubic(network.stored),
        })}
      </p>
      {spilling.length === 0 && <p>{t('manholes.none')}</p>}
      {spilling.length > LISTED && <p>{t('manholes.more', { n: formatNumber(locale, LISTED) })}</p>}
      <ol className={styles.manholes} aria-label={t('manholes.list')}>
        {spilling.slice(0, LISTED).map((manhole) => (
          <li key={manhole.node}>
            <button
              type="button"
              className="plain"
              aria-pressed={manhole.node === first}
              onClick={() => choose(manhole.node)}
            >
              <DataText>{manhole.node}</DataText>
              <small>{tell(manhole)}</small>
            </button>
          </li>
        ))}
      </ol>
      {first !== null && <ManholeChart node={first} series={network.series} time={time} />}
    </section>
  )
}
