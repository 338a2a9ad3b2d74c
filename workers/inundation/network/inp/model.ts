import type { Series } from '../../acts/series.ts'
import type { ShapeSpec } from '../shapes/spec.ts'
import type { Rule } from './controls.ts'
import type { InpOptions } from './options.ts'

/** A drainage network as its file describes it. Everything is SI: m, m³/s, s; levels are those of the file. */
export interface DrainageModel {
  readonly options: InpOptions
  readonly nodes: readonly NodeSpec[]
  readonly links: readonly LinkSpec[]
  readonly inflows: readonly InflowSpec[]
  readonly dryWeather: readonly DryWeatherSpec[]
  readonly rules: readonly Rule[]
  readonly tables: Tables
  readonly evaporation: Evaporation
  /** what was read otherwise than it stands in the file, a sentence each */
  readonly notes: readonly string[]
}

/** Potential evaporation [m/s]. */
export interface Evaporation {
  readonly rate: Series
  /** catchments lose none while it rains */
  readonly isDryOnly: boolean
}

/** Curves, series and patterns by their names. */
export interface Tables {
  readonly curves: ReadonlyMap<string, Curve>
  readonly series: ReadonlyMap<string, TimeSeries>
  readonly patterns: ReadonlyMap<string, Pattern>
}

export type CurveKind = (typeof CURVE_KINDS)[number]
export const CURVE_KINDS = [
  'STORAGE',
  'DIVERSION',
  'TIDAL',
  'RATING',
  'CONTROL',
  'SHAPE',
  'WEIR',
  'PUMP1',
  'PUMP2',
  'PUMP3',
  'PUMP4',
  'PUMP5',
] as const

/**
 * Points of a curve, x rising, in SI by its kind: STORAGE m → m², TIDAL hours → m, RATING m → m³/s, PUMP1 m³ → m³/s, PUMP2
 * and PUMP4 m → m³/s, PUMP3 and PUMP5 m → m³/s (head first), DIVERSION m³/s → m³/s, WEIR m → √m/s. SHAPE is by full depth,
 * CONTROL as it stands in the file.
 */
export interface Curve {
  readonly kind: CurveKind
  readonly x: Float64Array
  readonly y: Float64Array
}

/** Values in time as they stand in the file: who uses them knows their unit. Time in s since the start, rising. */
export interface TimeSeries {
  readonly time: Float64Array
  readonly value: Float64Array
}

export interface Pattern {
  readonly kind: 'MONTHLY' | 'DAILY' | 'HOURLY' | 'WEEKEND'
  readonly factors: readonly number[]
}

export interface JunctionSpec {
  readonly kind: 'junction'
  readonly id: string
  /** level of the bed [m] */
  readonly invert: number
  /** to the rim [m]; 0 = to the highest crown of its conduits */
  readonly depth: number
  readonly initialDepth: number
  /** head above the rim that its lid bears before it floods [m] */
  readonly surchargeDepth: number
  /** where water stands on the ground above [m²] */
  readonly pondedArea: number
}

export type StageSpec =
  | { readonly type: 'FREE' | 'NORMAL' }
  | { readonly type: 'FIXED'; readonly level: number }
  | { readonly type: 'TIDAL'; readonly curve: string }
  | { readonly type: 'TIMESERIES'; readonly series: string }

export interface OutfallSpec {
  readonly kind: 'outfall'
  readonly id: string
  readonly invert: number
  readonly stage: StageSpec
  readonly hasFlap: boolean
}

/** Plan area by depth: constant + linear·d + power·d^exponent [m²], or a curve. */
export type StorageArea =
  | {
      readonly type: 'function'
      readonly constant: number
      readonly linear: number
      readonly power: number
      readonly exponent: number
    }
  | { readonly type: 'table'; readonly curve: string }

export interface StorageSpec {
  readonly kind: 'storage'
  readonly id: string
  readonly invert: number
  readonly depth: number
  readonly initialDepth: number
  readonly area: StorageArea
  readonly surchargeDepth: number
  /** share of the potential evaporation [-] */
  readonly evaporation: number
  /** Green-Ampt: suction head [m], conductivity [m/s], deficit [-]; null = the ground takes nothing */
  readonly seepage: { readonly suction: number; readonly conductivity: number; readonly deficit: number } | null
}

export type NodeSpec = JunctionSpec | OutfallSpec | StorageSpec

interface Ends {
  readonly id: string
  readonly from: string
  readonly to: string
}

export interface ConduitSpec extends Ends {
  readonly kind: 'conduit'
  readonly length: number
  /** Manning's n [s/m^(1/3)] */
  readonly roughness: number
  /** of its bed above the bed of the node [m] */
  readonly fromOffset: number
  readonly toOffset: number
  readonly initialFlow: number
  /** no more may flow [m³/s]; 0 = no limit */
  readonly maximumFlow: number
  readonly shape: ShapeSpec
  readonly barrels: number
  /** loss coefficients of the velocity head [-] */
  readonly entryLoss: number
  readonly exitLoss: number
  readonly averageLoss: number
  readonly hasFlap: boolean
  /** into the ground through its wetted width [m/s] */
  readonly seepage: number
  /** kind of its inlet by FHWA's charts, 1 … 57; 0 = it is no culvert */
  readonly culvert: number
}

export interface PumpSpec extends Ends {
  readonly kind: 'pump'
  /** null = ideal: it lifts whatever comes */
  readonly curve: string | null
  readonly isOn: boolean
  /** depth at which it starts and stops [m]; 0 = it does not mind */
  readonly startDepth: number
  readonly stopDepth: number
}

export interface OrificeSpec extends Ends {
  readonly kind: 'orifice'
  readonly isBottom: boolean
  readonly offset: number
  readonly coefficient: number
  readonly hasFlap: boolean
  /** to open or close in full [s]; 0 = at once */
  readonly moveTime: number
  readonly isCircular: boolean
  readonly height: number
  /** of a rectangle [m] */
  readonly width: number
}

export interface WeirSpec extends Ends {
  readonly kind: 'weir'
  readonly type: 'TRANSVERSE' | 'SIDEFLOW' | 'V-NOTCH' | 'TRAPEZOIDAL' | 'ROADWAY'
  /** of its crest above the bed of the node [m] */
  readonly crest: number
  /** [√m/s], Q = C L H^1.5 */
  readonly coefficient: number
  readonly hasFlap: boolean
  readonly endContractions: number
  /** of the triangular ends of a trapezoid [√m/s] */
  readonly endCoefficient: number
  readonly canSurcharge: boolean
  /** coefficient by head; null = constant */
  readonly curve: string | null
  readonly height: number
  /** crest length; of a V-notch its width at the top [m] */
  readonly width: number
  /** of the sides, horizontal by vertical [-] */
  readonly slope: number
}

export interface OutletSpec extends Ends {
  readonly kind: 'outlet'
  readonly offset: number
  /** the curve takes the depth above the outlet, or the difference of the heads */
  readonly by: 'DEPTH' | 'HEAD'
  readonly rating:
    | { readonly type: 'table'; readonly curve: string }
    /** Q = coefficient · h^exponent [m³/s] */
    | { readonly type: 'function'; readonly coefficient: number; readonly exponent: number }
  readonly hasFlap: boolean
}

export type LinkSpec = ConduitSpec | PumpSpec | OrificeSpec | WeirSpec | OutletSpec

export interface InflowSpec {
  readonly node: string
  /** values × scale = m³/s; null = none */
  readonly series: string | null
  readonly scale: number
  readonly baseline: number
  readonly pattern: string | null
}

export interface DryWeatherSpec {
  readonly node: string
  /** mean [m³/s] */
  readonly flow: number
  readonly patterns: readonly string[]
}
