import type { PublicManifest } from '../domain/config/city-manifest.ts'
import type { Bounds, LonLat, LonLatHeight } from '../domain/geo/coordinates.ts'
import type { AssetId } from '../domain/ids.ts'
import type { MarkRing, MarkShape } from '../domain/sensing/mark-icon.ts'
import type { Theme } from '../domain/theme.ts'

/** Stops what the call that returned it started. */
export type Unsubscribe = () => void
export type SourceId = string
export type OverlayId = string
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number]

/** A tile source in one of the neutral forms that engines know; `adapters/tiles` makes them from scene configs. */
export type TileSource =
  | {
      readonly form: '3d-tiles'
      readonly id: SourceId
      readonly url: string
      /** features carry `_GID`, so `paint` colours them and `pick` finds them */
      readonly isAsset: boolean
      /** plain colour of tiles that `paint` does not reach; 0…255 */
      readonly color: Rgba
      /** called before the first request, before the grant expires, and when a tile answers 403 */
      readonly renewGrant?: () => Promise<void>
    }
  | {
      readonly form: 'terrain'
      readonly id: SourceId
      /** grid of heights H, `decodeGround` */
      readonly url: string
      /** folder of the same ground as quantized-mesh tiles, for engines that draw them; null when the build has none */
      readonly tiles: string | null
    }
  | {
      readonly form: 'vector'
      readonly id: SourceId
      /** GeoJSON draped on the ground */
      readonly url: string
      readonly color: Rgba
      readonly labelProperty?: string
    }
  | {
      /** the flat extract (`flat.bin`): axes and places of assets by gid, for engines that draw flat; painted and picked */
      readonly form: 'flat'
      readonly id: SourceId
      readonly url: string
      readonly renewGrant?: () => Promise<void>
    }

/** Colours of every asset: four bytes RGBA at 4 × gid; alpha 0 hides. The engine copies it before returning. */
export interface AssetPaint {
  readonly rgba: Uint8Array
}

export type { MarkRing, MarkShape } from '../domain/sensing/mark-icon.ts'

export interface Mark {
  readonly id: string
  readonly at: LonLatHeight
  readonly shape: MarkShape
  readonly ring: MarkRing
  /** of several in an overlay all but the first may be left out where they would lie on others; a selected one's never */
  readonly label?: string
  /** drawn even where something stands in front of it */
  readonly isAlwaysVisible?: boolean
}

export interface Line {
  readonly id: string
  readonly path: readonly LonLatHeight[]
  readonly color: Rgba
  /** [px] */
  readonly width: number
}

export interface PlumeSheet {
  /** H [m] */
  readonly height: number
  /** [m], in place of `height` where the engine knows the ground: the sheet follows it */
  readonly aboveGround?: number
  /** a value a cell, in the unit of `steps`; NaN = outside */
  readonly concentration: Float32Array
}

export interface PlaceLabel {
  readonly at: LonLatHeight
  readonly text: string
  /** [px] from the others of its overlay that have such a distance, where labels give way */
  readonly apart?: number
}

/** A regular grid over lon/lat bounds: `columns` × `rows` cells, row 0 north, column 0 west. */
export interface FieldGrid {
  readonly bounds: Bounds
  readonly columns: number
  readonly rows: number
}

/** A field is drawn in steps: a cell takes the colour of the highest step it reaches, and none below the first. */
export interface FieldStep {
  readonly from: number
  readonly color: Rgba
}

export type Overlay =
  | { readonly kind: 'points'; readonly id: OverlayId; readonly marks: readonly Mark[] }
  | { readonly kind: 'lines'; readonly id: OverlayId; readonly lines: readonly Line[] }
  | {
      readonly kind: 'labels'
      readonly id: OverlayId
      /** the gravest first */
      readonly labels: readonly PlaceLabel[]
      /** all but the first may be left out where they would lie on others, until one comes nearer */
      readonly givesWay?: boolean
    }
  | {
      /** water on the ground */
      readonly kind: 'depth-grid'
      readonly id: OverlayId
      readonly grid: FieldGrid
      /** depth of water [m], a value a cell; NaN = outside */
      readonly depth: Float32Array
      /** H of the water surface [m], a value a cell; NaN = dry or outside */
      readonly level: Float32Array
      /** by depth [m], ascending */
      readonly steps: readonly FieldStep[]
    }
  | {
      /** gas or smoke in the air or the soil: sheets above one another */
      readonly kind: 'plume'
      readonly id: OverlayId
      readonly grid: FieldGrid
      readonly sheets: readonly PlumeSheet[]
      readonly steps: readonly FieldStep[]
    }

/** The ground that water is drawn on: square cells, row 0 in the south, a row from west to east. */
export interface WaterGrid {
  readonly columns: number
  readonly rows: number
  /** H of the ground [m] by cell; NaN = no cell. Must not be changed while it is shown */
  readonly bed: Float32Array
  /** place of a corner of cells, 0…columns from the west and 0…rows from the south; beyond them, it goes on evenly */
  place(column: number, row: number): LonLat
}

/** Water on a grid at one instant, by cell. The engine has done with the arrays when `setWater` has been called again. */
export interface WaterFrame {
  /** what moves in the picture moves with it alone [s] */
  readonly time: number
  /** over the bed [mm]: tells where the surface stands */
  readonly depth: Uint16Array
  /** speed [0.05 m/s] and where it runs to, in 256ths of a turn clockwise from north; null = not told */
  readonly flow: { readonly speed: Uint8Array; readonly bearing: Uint8Array } | null
  /** what the colour tells; null = the depth */
  readonly tint: Uint16Array | null
  /** ascending, at most `MOST_WATER_STEPS`, in metres of depth or in the unit of `tint`; what is below the first is not drawn */
  readonly steps: readonly FieldStep[]
}

/** Two waters may be drawn: the one, which is meant where none is named, and what takes its place left of the line of `splitWater`. */
export type WaterPart = 'own' | 'left'

/** Steps of colour that every engine can draw water in. */
export const MOST_WATER_STEPS = 8

export interface UndergroundView {
  readonly isOn: boolean
  /** opacity of the ground surface, 0…1 */
  readonly groundAlpha: number
}

/** Orbit: around what one looks at. Walk: the eye stays where one stands, dragging turns the head. */
export type Controls = 'orbit' | 'walk'

/** How the scene looks and is handled. */
export interface SceneLook {
  readonly theme: Theme
  readonly controls: Controls
}

/**
 * A cut through the scene: a plane through `at`; what lies beyond it, in the direction of heading and pitch, is taken
 * away, and solids that it cuts are closed. Pitch 90 takes away everything above `at`.
 */
export interface Section {
  readonly at: LonLatHeight
  /** degrees clockwise from north */
  readonly heading: number
  /** degrees above the horizon */
  readonly pitch: number
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

/** "up" and "down" raise and lower the eye; where nothing tilts they move the picture north and south. */
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

/** What some engines can and others cannot: a page hides the control of what is missing. */
export type SceneAbility =
  /** the camera looks other than straight down */
  | 'tilt'
  /** the ground has a height: `locate` gives H, and what lies on it stands on it */
  | 'terrain'
  /** `setUnderground` changes the picture */
  | 'underground'
  /** `setWater` draws, and `splitWater` splits it */
  | 'water'
  /** `setSection` cuts */
  | 'section'
  /** the controls "walk" */
  | 'walk'

/** What the app may ask of any 3D or 2D engine. No engine type crosses this line. */
export interface ScenePort {
  /** sources of another form are refused with the event `source-failed` */
  readonly forms: ReadonlySet<TileSource['form']>
  /** asking for what is not in here does nothing */
  readonly abilities: ReadonlySet<SceneAbility>
  /** `manifest` gives the geoid for heights and the bounds for the first view. */
  mount(host: HTMLElement, manifest: PublicManifest, look: SceneLook): Promise<void>
  setLook(look: SceneLook): void
  addSource(source: TileSource): Promise<void>
  removeSource(id: SourceId): void
  setSourceVisible(id: SourceId, isVisible: boolean): void
  paint(paint: AssetPaint): void
  show(overlay: Overlay): void
  hide(id: OverlayId): void
  /** the ground of the water to come, in place of any before of this part; nothing is drawn until `setWater` */
  showWater(grid: WaterGrid, part?: WaterPart): void
  /** the water of the part's grid that was shown last; without one nothing happens. A slow engine leaves out frames, never the last */
  setWater(frame: WaterFrame, part?: WaterPart): void
  clearWater(part?: WaterPart): void
  /** share of the picture's width where the parts meet, 0 = its left edge; null = "own" everywhere and "left" nowhere */
  splitWater(share: number | null): void
  setUnderground(view: UndergroundView): void
  /** null takes the cut away */
  setSection(section: Section | null): void
  pick(at: ScreenPoint): Promise<Picked | null>
  /** place on the ground under a point of the canvas, H [m] (0 without terrain); null = beside the ground */
  locate(at: ScreenPoint): LonLatHeight | null
  flyTo(view: Viewpoint, durationSeconds?: number): Promise<void>
  /** the whole city, seen from above its ground */
  flyHome(durationSeconds?: number): Promise<void>
  /** one press of a camera button; the step grows with height */
  step(step: CameraStep): void
  onView(listener: (view: Viewpoint) => void): Unsubscribe
  onClick(listener: (at: ScreenPoint) => void): Unsubscribe
  /** the pointer over the canvas; null when it leaves */
  onPointer(listener: (at: ScreenPoint | null) => void): Unsubscribe
  onEvent(listener: (event: SceneEvent) => void): Unsubscribe
  /** frees only what this adapter made */
  dispose(): void
}
