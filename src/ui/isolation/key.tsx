import type { IsolationOutcome } from '../../domain/network/isolation-result.ts'
import { useWords } from '../page.tsx'
import shared from '../result/result.module.css'

/** What the colours and numbered marks of the answer mean in the scene; only those that it uses. */
export function Key({
  outcome: { valves, sources, inoperable, segment, cutOff },
}: {
  readonly outcome: IsolationOutcome
}) {
  const { t } = useWords()
  const isBeyond = cutOff.linkGids.length > segment.linkGids.length || cutOff.nodeGids.length > segment.nodeGids.length
  return (
    <ul className={shared.key} aria-label={t('isolation.key')}>
      <Part part="segment" label={t(sources.length > 0 ? 'isolation.key.segment.fed' : 'isolation.key.segment')} />
      {isBeyond && <Part part="cut-off" label={t('isolation.key.cutOff')} />}
      <Part part="others" label={t('isolation.key.others')} />
      {valves.some(({ isAssumed }) => !isAssumed) && <Sign sign="1" label={t('isolation.key.valve')} />}
      {valves.some(({ isAssumed }) => isAssumed) && <Sign sign="?" label={t('isolation.key.assumed')} />}
      {inoperable.length > 0 && <Sign sign="✕" label={t('isolation.key.inoperable')} />}
    </ul>
  )
}

function Part({ part, label }: { readonly part: string; readonly label: string }) {
  return (
    <li>
      <span className={shared.bar} data-part={part} /> {label}
    </li>
  )
}

function Sign({ sign, label }: { readonly sign: string; readonly label: string }) {
  return (
    <li>
      <b aria-hidden="true">{sign}</b> {label}
    </li>
  )
}
