import { useId } from 'react'
import { disciplines } from '../../domain/disciplines/index.ts'
import { TRACE_KINDS } from '../../domain/network/trace-result.ts'
import type { Asset } from '../../ports/records.ts'
import { areTilesClosed } from '../../state/closed-tiles.ts'
import { Button } from '../controls/button.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './traces.module.css'
import { isTraceable, whyNoTrace } from './why-no-trace.ts'

/** 追溯 from the open asset, one button a question; a reason instead where none can be asked. */
export function TraceButtons({ asset }: { readonly asset: Asset }) {
  const { t, name } = useWords()
  const { traceNetwork } = useCommands()
  const isClosed = useTwin(areTilesClosed)
  const isLive = useTwin((state) => state.time === null)
  const hasNetwork = useTwin(
    ({ internal }) => internal?.state === 'loaded' && asset.discipline in internal.value.networks,
  )
  const asked = useTwin(({ trace }) => (trace?.ask.subject === asset.id ? trace.ask.kind : null))
  const labelId = useId()
  if (!isTraceable(asset)) return null
  const discipline = disciplines.find(({ id }) => id === asset.discipline)
  const obstacle = whyNoTrace(hasNetwork, isClosed, isLive)
  if (obstacle !== null)
    return <p className={styles.reason}>{t(obstacle, { discipline: discipline ? name(discipline.name) : '' })}</p>
  return (
    <fieldset className={styles.buttons} aria-labelledby={labelId}>
      <span id={labelId}>{t('traces.label')}</span>
      {TRACE_KINDS.map((kind) => (
        <Button
          key={kind}
          isSmall
          title={t(`traces.help.${kind}`)}
          aria-pressed={asked === kind}
          onClick={() => void traceNetwork(kind, asset.id)}
        >
          {t(`traces.kind.${kind}`)}
        </Button>
      ))}
    </fieldset>
  )
}
