import type { Overlay } from '../../../ports/scene.ts'
import { drawDepthGrid, drawPlume } from './field.ts'
import type { Frame } from './frame.ts'
import type { Labels } from './labels.ts'
import { drawLines } from './lines.ts'
import type { Stage } from './stage.ts'

/** Something on the picture that can be hidden and taken away. */
export interface Shown {
  setVisible(isVisible: boolean): void
  remove(): void
}

/** Draws one overlay other than marks. */
export function drawOverlay(
  { stage, frame, labels }: { readonly stage: Stage; readonly frame: Frame; readonly labels: Labels },
  overlay: Exclude<Overlay, { kind: 'points' }>,
): Shown {
  if (overlay.kind === 'labels') {
    const texts = overlay.labels.map(({ at, text }) => ({
      position: frame.toLocal(at),
      text,
      look: 'plain' as const,
    }))
    labels.set(overlay.id, texts)
    return {
      setVisible: (isVisible) => labels.setVisible(overlay.id, isVisible),
      remove: () => labels.set(overlay.id, []),
    }
  }
  const drawn =
    overlay.kind === 'lines'
      ? drawLines(overlay.lines, frame)
      : overlay.kind === 'plume'
        ? drawPlume(overlay, frame)
        : drawDepthGrid(overlay, frame)
  stage.scene.add(drawn.group)
  return {
    setVisible: (isVisible) => {
      drawn.group.visible = isVisible
    },
    remove: () => {
      stage.scene.remove(drawn.group)
      drawn.dispose()
    },
  }
}
