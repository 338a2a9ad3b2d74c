import { Vector3 } from 'three'
import { withRoom } from '../../../domain/geo/declutter.ts'
import type { ScreenPoint } from '../../../ports/scene.ts'
import styles from './labels.module.css'
import type { Stage } from './stage.ts'

/** `map` belongs to the ground and goes with distance; `plain` to what is looked at; `mark` stands beside its icon. */
export interface PlacedText {
  readonly position: Vector3
  readonly text: string
  readonly look: 'map' | 'plain' | 'mark'
}

/** names of the map are left out beyond this distance [m] */
const FARTHEST = 4000
/** least distance of two names [px] */
const SPACING = 64
const URGENCY = { map: 0, mark: 1, plain: 2 }

interface Drawn extends PlacedText {
  readonly element: HTMLElement
}

/** Names over the picture, as elements of the page: sharp at every size and in its fonts. */
export interface Labels {
  /** replaces the names of one owner; none takes it away */
  set(owner: string, labels: readonly PlacedText[]): void
  setVisible(owner: string, isVisible: boolean): void
  /** to be called when the camera has moved */
  place(): void
  dispose(): void
}

export function createLabels(stage: Stage): Labels {
  const layer = document.createElement('div')
  layer.className = styles.layer ?? ''
  layer.ariaHidden = 'true'
  stage.canvas.after(layer)
  const owners = new Map<string, readonly Drawn[]>()
  const hidden = new Set<string>()

  const place = () => {
    const all = [...owners].flatMap(([owner, drawn]) => drawn.map((label) => ({ ...label, owner })))
    const eye = stage.camera.position
    const placed = all.map(({ position, look, owner }) => {
      const isAway = hidden.has(owner) || (look === 'map' && position.distanceTo(eye) > FARTHEST)
      return { at: isAway ? null : project(stage, position), urgency: URGENCY[look] }
    })
    const room = withRoom(placed, SPACING)
    all.forEach(({ element, look }, i) => {
      const at = placed[i]?.at
      // Only names of the map give way: the others were asked for.
      const isShown = at && (look !== 'map' || room[i] === 1)
      element.hidden = !isShown
      if (isShown) element.style.translate = `${Math.round(at.x)}px ${Math.round(at.y)}px`
    })
  }
  return {
    set(owner, labels) {
      for (const { element } of owners.get(owner) ?? []) element.remove()
      owners.delete(owner)
      if (labels.length === 0) return
      owners.set(
        owner,
        labels.map((label) => {
          const element = document.createElement('span')
          element.className = `${styles.label} ${styles[label.look]}`
          element.textContent = label.text
          element.hidden = true
          layer.append(element)
          return { ...label, element }
        }),
      )
      place()
    },
    setVisible(owner, isVisible) {
      if (isVisible) hidden.delete(owner)
      else hidden.add(owner)
      place()
    },
    place,
    dispose: () => layer.remove(),
  }
}

const projected = new Vector3()

/** Point of the canvas [px] where a place is drawn; null behind the eye or off the picture. */
export function project({ camera, size }: Stage, position: Vector3): ScreenPoint | null {
  projected.copy(position).project(camera)
  const { x, y, z } = projected
  if (Math.abs(x) > 1.1 || Math.abs(y) > 1.1 || z > 1 || z < -1) return null
  return { x: ((x + 1) / 2) * size.width, y: ((1 - y) / 2) * size.height }
}
