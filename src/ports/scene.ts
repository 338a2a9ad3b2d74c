import type { PublicManifest } from '../domain/config/city-manifest.ts'
import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import type { AssetId } from '../domain/ids.ts'

/** Stops what the call that returned it started. */
export type Unsubscribe = () => void
export type SourceId = string
export type OverlayId = string

/** A tile source in one of the neutral forms that engines know; `adapters/tiles` makes them from scene configs. */
export type TileSource =
  | {
      readonly form: '3d-tiles'
      readonly id: SourceId
      readonly url: string
      /** features carry `_GID`, so `paint` colours them and `pick` finds them */
      readonly isAsset: boolean
      /** plain colour of tiles that `paint` does not reach; 0…255 */
      readonly color: readonly [red: number, green: number, blue: number, alpha: number]
      /** called before the first request, before the grant expires, and when a tile answers 403 */
      readonly renewGrant?: () => Promise<void>
    }
  | { readonly form: 'terrain'; readonly id: SourceId; readonly url: string }
  | {
      readonly form: 'vector'
      readonly id: SourceId
      /** GeoJSON draped on the ground */
      readonly url: string
      readonly color: readonly [red: number, green: number, blue: number, alpha: number]
      readonly labelProperty?: string
    }

/** Colours of every asset: four bytes RGBA at 4 × gid; alpha 0 hides. The engine copies it before returning. */
export interface AssetPaint {
  readonly rgba: Uint8Array
}

export type MarkShape = 'circle' | 'square' | 'triangle' | 'diamond' | 'hexagon'
/** State is told by the ring around a mark, never by the colour of a pipe. */
export type MarkRing = 'none' | 'blue' | 'yellow' | 'orange' | 'red' | 'stale' | 'offline' | 'suspect'

export interface Mark {
  readonly id: string
  readonly at: LonLatHeight
  readonly shape: MarkShape
  readonly ring: MarkRing
  readonly label?: string
  /** drawn even where something stands in front of it */
  readonly isAlwaysVisible?: boolean
}

export interface Line {
  readonly id: string
  readonly path: readonly LonLatHeight[]
  readonly color: readonly [red: number, green: number, blue: number, alpha: number]
  /** [px] */
  readonly width: number
}

export type Overlay =
  | { readonly kind: 'points'; readonly id: OverlayId; readonly marks: readonly Mark[] }
  | { readonly kind: 'lines'; readonly id: OverlayId; readonly lines: readonly Line[] }
  | {
      readonly kind: 'labels'
      readonly id: OverlayId
      readonly labels: readonly { readonly at: LonLatHeight; readonly text: string }[]
    }

export interface UndergroundView {
  readonly isOn: boolean
  /** opacity of the ground surface, 0…1 */
  readonly groundAlpha: number
}

/** A camera, complete enough for a link to restore it. Height is normal height H of the eye [m]. */
export interface Viewpoint extends LonLatHeight {
  /** degrees clockwise from north */
  readonly heading: number
  /** degrees, negative looks down */
  readonly pitch: number
}

export interface ScreenPoint {
  readonly x: number
  readonly y: number
}

export type Picked =
  | { readonly kind: 'asset'; readonly id: AssetId; readonly gid: number }
  | { readonly kind: 'mark'; readonly overlay: OverlayId; readonly id: string }

export type CameraStep =
  | 'closer'
  | 'farther'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'turn-left'
  | 'turn-right'
  | 'tilt-up'
  | 'tilt-down'

/** What the page needs to know of loading and of faults, so that a blank canvas never goes unexplained. */
export type SceneEvent =
  | { readonly kind: 'loading'; readonly pending: number }
  | { readonly kind: 'ready' }
  | { readonly kind: 'source-failed'; readonly source: SourceId; readonly detail: string }
  | { readonly kind: 'render-failed'; readonly detail: string }

/** What the app may ask of any 3D or 2D engine. No engine type crosses this line. */
export interface ScenePort {
  /** `manifest` gives the geoid for heights and the bounds for the first view. */
  mount(host: HTMLElement, manifest: PublicManifest): Promise<void>
  addSource(source: TileSource): Promise<void>
  removeSource(id: SourceId): void
  setSourceVisible(id: SourceId, isVisible: boolean): void
  paint(paint: AssetPaint): void
  show(overlay: Overlay): void
  hide(id: OverlayId): void
  setUnderground(view: UndergroundView): void
  pick(at: ScreenPoint): Promise<Picked | null>
  flyTo(view: Viewpoint, durationSeconds?: number): Promise<void>
  /** the whole city, seen from above its ground */
  flyHome(durationSeconds?: number): Promise<void>
  /** one press of a camera button; the step grows with height */
  step(step: CameraStep): void
  onView(listener: (view: Viewpoint) => void): Unsubscribe
  onClick(listener: (at: ScreenPoint) => void): Unsubscribe
  onEvent(listener: (event: SceneEvent) => void): Unsubscribe
  /** frees only what this adapter made */
  dispose(): void
}
