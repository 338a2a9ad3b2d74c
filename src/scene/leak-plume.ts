import { LEAST_ABOVE_GROUND, LEL_SCALE } from '../domain/leak/leak-scales.ts'
import type { Theme } from '../domain/theme.ts'
import type { FieldStep, Overlay } from '../ports/scene.ts'
import { type Leak, leakSummary, shownLeakFrame } from '../state/leak.ts'

/** Opacity of the faint class and of the most: streets and spaces are read through it. */
const [FAINT, MOST] = [70, 170]

/** Gas above ground of a finished run at the moment shown, in the colours of spaces; null = there is none. */
export function leakPlume(id: string, leak: Leak, theme: Theme): Extract<Overlay, { kind: 'plume' }> | null {
  const plume = leakSummary(leak)?.outcome.plume
  if (!plume) return null
  const { bounds, columns, rows, level, height_m, moments } = plume
  const time = shownLeakFrame(leak)?.time ?? Number.POSITIVE_INFINITY
  const share = moments.findLast((moment) => moment.time <= time)?.share ?? plume.share
  const faint: FieldStep[] = LEL_SCALE.slice(0, 1).map(({ color }) => {
    return { from: LEAST_ABOVE_GROUND, color: [...color[theme], FAINT] }
  })
  const steps = LEL_SCALE.map(({ from, color }, i): FieldStep => {
    const alpha = FAINT + ((MOST - FAINT) * (i + 1)) / LEL_SCALE.length
    return { from, color: [...color[theme], Math.round(alpha)] }
  })
  return {
    ...{ kind: 'plume', id, grid: { bounds, columns, rows } },
    sheets: [{ height: level, aboveGround: height_m, concentration: share }],
    steps: [...faint, ...steps],
  }
}
