import { Tooltip } from 'antd'
import { LEAK_DISCIPLINES } from '../../domain/leak/leak-plan.ts'
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
  return (
    <Tooltip title={obstacle === null ? t('leak.start.help') : null}>
      <Button
        isSmall
        icon="drop"
        aria-expanded={isOpen}
        disabled={obstacle !== null}
        aria-describedby={obstacle ?? undefined}
        onClick={() => void askLeak(isOpen ? null : asset.id)}
      >
        {t('leak.start')}
      </Button>
    </Tooltip>
  )
}

/** Lines of water, gas and heat. */
export function mayLeak({ kind, discipline }: Pick<Asset, 'kind' | 'discipline'>): boolean {
  return kind === 'line' && LEAK_DISCIPLINES.some((each) => each === discipline)
}
