import { ColorManagement, LinearSRGBColorSpace, PerspectiveCamera, Scene, WebGLRenderer } from 'three'

/** degrees from the lower to the upper edge of the picture */
const FIELD_OF_VIEW = 50
const SHARPEST = 2

/** The canvas with its camera: drawn only when something asked for it. */
export interface Stage {
  readonly renderer: WebGLRenderer
  readonly scene: Scene
  readonly camera: PerspectiveCamera
  readonly canvas: HTMLCanvasElement
  /** size of the canvas [px of the page] */
  readonly size: { width: number; height: number }
  /** no GPU: costly extras are left out */
  readonly isSoftware: boolean
  /** asks for one more frame */
  invalidate(): void
  dispose(): void
}

/**
 * @param beforeFrame  brings everything up to date; called once a frame [ms of the frame]
 * @param onLost  the browser took the WebGL context away
 */
export function createStage(host: HTMLElement, beforeFrame: (at: number) => void, onLost: () => void): Stage {
  // Colours are given as on screen and are mixed as on screen, as in the other engines: nothing is converted.
  ColorManagement.enabled = false
  const isSoftware = isSoftwareRenderer()
  const renderer = new WebGLRenderer({ stencil: true, antialias: !isSoftware, powerPreference: 'high-performance' })
  renderer.outputColorSpace = LinearSRGBColorSpace
  renderer.setPixelRatio(isSoftware ? 1 : Math.min(devicePixelRatio, SHARPEST))
  const canvas = renderer.domElement
  canvas.tabIndex = -1
  Object.assign(canvas.style, { position: 'absolute', inset: '0', display: 'block', outline: 'none' })
  host.append(canvas)
  const scene = new Scene()
  const camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, 0.1, 20_000)
  camera.up.set(0, 0, 1)
  const size = { width: 1, height: 1 }
  let request = 0

  const draw = (at: number) => {
    request = 0
    beforeFrame(at)
    renderer.render(scene, camera)
  }
  const invalidate = () => {
    if (request === 0) request = requestAnimationFrame(draw)
  }
  const fit = () => {
    size.width = Math.max(1, host.clientWidth)
    size.height = Math.max(1, host.clientHeight)
    renderer.setSize(size.width, size.height)
    camera.aspect = size.width / size.height
    camera.updateProjectionMatrix()
    // Resizing empties the canvas: it is filled again before the page is painted.
    cancelAnimationFrame(request)
    draw(performance.now())
  }
  const resizing = new ResizeObserver(fit)
  const lost = (event: Event) => {
    event.preventDefault()
    onLost()
  }
  canvas.addEventListener('webglcontextlost', lost)
  canvas.addEventListener('webglcontextrestored', invalidate)
  resizing.observe(host)
  return {
    renderer,
    scene,
    camera,
    canvas,
    size,
    isSoftware,
    invalidate,
    dispose() {
      cancelAnimationFrame(request)
      // so that nothing asks for a frame of a renderer that is gone
      request = -1
      resizing.disconnect()
      canvas.removeEventListener('webglcontextlost', lost)
      canvas.removeEventListener('webglcontextrestored', invalidate)
      renderer.dispose()
      renderer.forceContextLoss()
      canvas.remove()
    },
  }
}

function isSoftwareRenderer(): boolean {
  const context = document.createElement('canvas').getContext('webgl2')
  const info = context?.getExtension('WEBGL_debug_renderer_info')
  const renderer = context && info ? String(context.getParameter(info.UNMASKED_RENDERER_WEBGL)) : ''
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return /swiftshader|llvmpipe|software|basic render/i.test(renderer)
}
