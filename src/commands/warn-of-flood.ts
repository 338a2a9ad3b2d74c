import { crsOf } from '../domain/geo/crs.ts'
import { assetWarnings } from '../domain/inundation/asset-warnings.ts'
import { type Flood, summaryOf } from '../state/flood.ts'
import type { CommandContext } from './context.ts'
import { inTurns } from './in-turns.ts'

/** 模拟预警 of assets, worked out once a run is finished. Without an index of assets or a known plane there are none. */
export async function warnOfFlood(context: CommandContext): Promise<void> {
  const { flood, assets } = context.store.getState()
  const summary = flood && summaryOf(flood)
  const crs = flood && crsOf(flood.crs)
  if (!summary || !crs || assets.state !== 'loaded') return
  const run = { grid: flood.grid, outcome: summary.outcome }
  const warnings = await inTurns(context, assetWarnings(run, assets.value, crs))
  const isSame = (now: Flood) => summaryOf(now) === summary
  context.store.setState(({ flood: now }) => {
    if (!now) return {}
    const { reference } = now
    // meanwhile it may have been kept, and another begun
    if (reference?.summary === summary)
      return { flood: { ...now, reference: { ...reference, warnings }, ...(isSame(now) && { warnings }) } }
    return { flood: isSame(now) ? { ...now, warnings } : now }
  })
}
