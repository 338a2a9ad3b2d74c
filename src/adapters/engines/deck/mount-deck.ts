import { Deck, MapView } from '@deck.gl/core'
import type { MapCamera, Size } from './camera.ts'
import type { Device } from './flat.ts'

export type MapDeck = Deck<MapView>

export interface MountedDeck {
  readonly deck: MapDeck
  readonly device: Device
  readonly canvas: HTMLCanvasElement
}

/** How far in one may go; beyond it a 32-bit picture trembles. */
export const MOST_ZOOM = 23

/**
 * A flat map, north up, without base map or outside request, drawn only when something changed.
 *
 * @throws Error when the browser has no WebGL 2
 */
export function mountDeck(
  host: HTMLElement,
  on: {
    readonly camera: (camera: MapCamera) => void
    readonly resize: (size: Size) => void
    readonly fault: (detail: string) => void
    readonly cursor: () => string
  },
): Promise<MountedDeck> {
  return new Promise((resolve, reject) => {
    let device: Device | null = null
    let isLoaded = false
    const deck: MapDeck = new Deck({
      parent: host as HTMLDivElement,
      views: new MapView({
        id: 'map',
        // keys belong to the page: it offers the same steps on every engine
        controller: {
          dragRotate: false,
          touchRotate: false,
          keyboard: false,
          scrollZoom: { smooth: false, speed: 0.01 },
        },
      }),
      initialViewState: { longitude: 0, latitude: 0, zoom: 1, maxZoom: MOST_ZOOM },
      // no picking but when asked: deck would otherwise pick under every move of the pointer
      _pickable: false,
      onDeviceInitialized: (made) => {
        device = made
      },
      onLoad: () => {
        const canvas = deck.getCanvas()
        isLoaded = true
        if (device && canvas) resolve({ deck, device, canvas })
        else reject(new Error('mountDeck: loaded without a device or canvas'))
      },
      onViewStateChange: ({ viewState }) => {
        on.camera(viewState as MapCamera)
      },
      onResize: ({ width, height }) => on.resize({ width, height }),
      onError: (error) => {
        if (isLoaded) on.fault(error.message)
        else reject(error)
      },
      getCursor: ({ isDragging }) => (isDragging ? 'grabbing' : on.cursor()),
    })
  })
}

/** Ends a map and gives its WebGL context back at once; a browser has only some sixteen. */
export function unmountDeck({ deck, canvas }: MountedDeck): void {
  const context = canvas.getContext('webgl2')
  deck.finalize()
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  canvas.remove()
}
