import { Tooltip } from 'antd'
import { leakKindOf, leakNetworkOf } from '../../domain/leak/leak-plan.ts'
import type { Asset } from '../../ports/records.ts'
import { Button } from '../controls/button.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'

interface LeakStartProps {
  readonly asset: Asset
  /** why nothing can be computed in its network; the id of what says so */
  readonly obstacle: string | null
}

/** 泄漏模拟 of a line: opens its form, and puts it away. */
export function LeakStart({ asset, obstacle }: LeakStartProps) {
  const { t } = useWords()
  const { askLeak } = useCommands()
  const isOpen = useTwin((state) => state.leakForm === asset.id)
  if (!mayLeak(asset)) return null
  const isSpill = isDrained(asset)
  return (
    <Tooltip title={obstacle === null ? t(isSpill ? 'leak.start.spill.help' : 'leak.start.help') : null}>
      <Button
        isSmall
        icon="drop"
        aria-expanded={isOpen}
        disabled={obstacle !== null}
        aria-describedby={obstacle ?? undefined}
        onClick={() => void askLeak(isOpen ? null : asset.id)}
      >
        {t(isSpill ? 'leak.start.spill' : 'leak.start')}
      </Button>
    </Tooltip>
  )
}

/** Of what drains by gravity: something is let in, nothing runs out. */
export function isDrained({ discipline }: Pick<Asset, 'discipline'>): boolean {
  const network = leakNetworkOf(discipline)
  return network !== null && leakKindOf(network) === 'sewage'
}

/** Lines of water, gas and heat; lines and points of drains. */
export function mayLeak({ kind, discipline }: Pick<Asset, 'kind' | 'discipline'>): boolean {
  const network = leakNetworkOf(discipline)
  return network !== null && (kind === 'line' || (kind === 'point' && leakKindOf(network) === 'sewage'))
}
