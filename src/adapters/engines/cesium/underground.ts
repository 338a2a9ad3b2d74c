import type { Scene } from 'cesium'
import type { UndergroundView } from '../../../ports/scene.ts'

/** Makes the ground translucent and lets the camera through it, or closes it again. */
export function applyUnderground(scene: Scene, { isOn, groundAlpha }: UndergroundView): void {
  const { globe, screenSpaceCameraController } = scene
  screenSpaceCameraController.enableCollisionDetection = !isOn
  globe.translucency.enabled = isOn && groundAlpha < 1
  globe.translucency.frontFaceAlpha = groundAlpha
  globe.translucency.backFaceAlpha = groundAlpha
  // Skirts hide cracks of a closed ground; through a translucent one they stand as walls around every terrain tile.
  globe.showSkirts = !globe.translucency.enabled
  scene.requestRender()
}
