import './widget.css'
import { CesiumWidget, type ImageryLayer, Ion } from 'cesium'

/**
 * One globe without sky, atmosphere, base map, token or outside request, drawn only when something changed.
 * Software renderers get no multisampling and no sorting of translucent surfaces by pixel: at 1440 × 900 the latter
 * alone costs 780 instead of 300 ms a frame there.
 */
export function mountWidget(host: HTMLElement): CesiumWidget {
  Ion.defaultAccessToken = ''
  const isFast = !isSoftwareRenderer()
  const noImagery: false | ImageryLayer = false
  const widget = new CesiumWidget(host, {
    baseLayer: noImagery,
    skyBox: false,
    skyAtmosphere: false,
    scene3DOnly: true,
    requestRenderMode: true,
    maximumRenderTimeChange: Number.POSITIVE_INFINITY,
    showRenderLoopErrors: false,
    shouldAnimate: false,
    shadows: false,
    orderIndependentTranslucency: isFast,
    msaaSamples: isFast ? 4 : 1,
    // No data of others is shown, so Cesium's logo stays out of the picture; its licence is told in README.
    creditContainer: document.createElement('div'),
  })
  const { scene } = widget
  scene.fog.enabled = false
  scene.highDynamicRange = false
  if (scene.sun) scene.sun.show = false
  if (scene.moon) scene.moon.show = false
  const { globe } = scene
  globe.showGroundAtmosphere = false
  globe.enableLighting = false
  // Ancestors are needed only to zoom out fast; on a slow renderer they delay what is in view.
  globe.preloadAncestors = false
  // Without it pipes vanish and reappear under a translucent ground (CesiumGS/cesium #10227, #11653).
  globe.depthTestAgainstTerrain = true
  return widget
}

/** Ends a widget and gives its WebGL context back at once: a browser has sixteen, and takes the oldest from who has it. */
export function unmountWidget(widget: CesiumWidget): void {
  const context = widget.canvas.getContext('webgl2')
  widget.destroy()
  context?.getExtension('WEBGL_lose_context')?.loseContext()
}

function isSoftwareRenderer(): boolean {
  const context = document.createElement('canvas').getContext('webgl2')
  const info = context?.getExtension('WEBGL_debug_renderer_info')
  const renderer = context && info ? String(context.getParameter(info.UNMASKED_RENDERER_WEBGL)) : ''
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return /swiftshader|llvmpipe|software|basic render/i.test(renderer)
}
