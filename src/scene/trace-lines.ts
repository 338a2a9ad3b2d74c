import { type AssetIndex, pathOf } from '../domain/asset/asset-index.ts'
import type { TraceOutcome } from '../domain/network/trace-result.ts'
import { signalColors } from '../domain/signal-colors.ts'
import type { Theme } from '../domain/theme.ts'
import type { Line } from '../ports/scene.ts'

/** [px]; a pipe alone is too thin to follow from afar */
const LINE_WIDTH = 3
const OPACITY = 200
/** beyond it colours alone tell a trace: so many lines over them would only cost time */
const MOST_LINES = 3000

/** Axes of what a trace found, and of what it may have found, so that both can be followed from afar. */
export function traceLines({ element, found, possible }: TraceOutcome, index: AssetIndex, theme: Theme): Line[] {
  const { segment, cutOff } = signalColors[theme]
  const sure = [...(found?.linkGids ?? [])]
  if (sure.length + possible.linkGids.length > MOST_LINES) return []
  const line =
    (color: readonly [number, number, number]) =>
    (gid: number): Line => ({
      id: String(gid),
      path: pathOf(index, gid),
      color: [...color, OPACITY],
      width: LINE_WIDTH,
    })
  // what was asked about keeps the colour of selection
  return [
    ...sure.filter((gid) => gid !== element.gid).map(line(segment)),
    ...Array.from(possible.linkGids, line(cutOff)),
  ]
}
