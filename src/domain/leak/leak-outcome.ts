import type { Bounds, LonLatHeight } from '../geo/coordinates.ts'
import type { Localized } from '../localized.ts'
import type { IsolationOutcome } from '../network/isolation-result.ts'
import type { LeakKind } from './leak-plan.ts'

/** Something that a leak may reach: a space (gas), a node or pipe (water), a neighbour (heat), a manhole or drain (sewage). */
export interface LeakPlace {
  /** asset id */
  readonly id: string
  /** drawing index; 0 = not drawn */
  readonly gid: number
  readonly at: LonLatHeight
  /** gas: a SPACE_KIND; water: 'node' or 'pipe'; heat: the neighbour's kind; sewage: 'manhole', 'drain', or 'end' where nothing leaves */
  readonly kind: string
}

/** One instant of a leak. */
export interface LeakFrame {
  /** since it began [s]; of two frames of one time the later takes the place of the earlier */
  readonly time: number
  /** of the work that is done, an ensemble that follows the last time included [1] */
  readonly done: number
  /** run out so far, in the unit of the outcome's `lost` */
  readonly lost: number
  /** one a place: share of the lower explosive limit [1], pressure head [m], temperature [°C], a SPILL_STATE; NaN = not told */
  readonly values: Float32Array
  /** with the first frame only */
  readonly places: readonly LeakPlace[] | null
}

/**
 * When a level comes to a place [s], of an ensemble where there is one; null = within the run it does not in as many members. Of
 * sewage p10 is the earliest and p90 the latest, and nothing is told between.
 */
export interface LeakArrival {
  readonly level: number
  readonly p10: number | null
  readonly p50: number | null
  readonly p90: number | null
  /** of the members, in which it comes within the run [1]; null = there is no ensemble */
  readonly reached: number | null
}

/** What became of a place that was reached. */
export interface ReachedPlace {
  /** in the places of the first frame */
  readonly place: number
  /** the worst in time: the tenth, the half and the nine tenths of an ensemble, equal where there is none; of sewage the share that comes by */
  readonly worst: readonly [p10: number, p50: number, p90: number]
  /** key of the dictionary: how grave it is */
  readonly grade: string
  /** by a local rule, as its set names it */
  readonly localGrade: string | null
  readonly arrivals: readonly LeakArrival[]
  readonly hasSensor: boolean
}

/** A figure of the outcome, with its unit; null = not known. */
export interface LeakFigure {
  readonly name: Localized
  readonly value: number | null
  readonly unit: string
  /** an order of magnitude: shown with "≈" and one digit */
  readonly isRough: boolean
  /** it is less than that, nobody can say by how much: shown with "<" */
  readonly isLess?: boolean
  /** its own class where that is lower than the outcome's */
  readonly evidence?: 'C'
}

/** An area on the map: around a place, or downwind of it. */
export interface HazardArea {
  readonly name: Localized
  readonly at: LonLatHeight
  /** how far it reaches [m] */
  readonly radius: number
  /** where it reaches to, degrees clockwise from north; null = all around, also where the wind is not known */
  readonly towards: number | null
  readonly isRough: boolean
  /** it reaches less far than that, nobody can say how far */
  readonly isLess?: boolean
}

/** Gas near the ground downwind of a leak. Row 0 lies in the north, column 0 in the west. */
export interface LeakPlume {
  readonly bounds: Bounds
  readonly columns: number
  readonly rows: number
  /** up to which it is told, above the ground of the leak [m] */
  readonly height_m: number
  /** the same as normal height H [m] */
  readonly level: number
  /** of the lower explosive limit [1], a value a cell: the most, when most of it comes out */
  readonly share: Float32Array
  /** the same as time goes on, one a frame of the leak */
  readonly moments: readonly { readonly time: number; readonly share: Float32Array }[]
}

/** What to close when one of the valves does not close; valves by the link that each sits on and the node at that end. */
export interface ClosureAlternative {
  readonly fails: { readonly link: string; readonly node: string }
  /** the failing one not among them */
  readonly close: readonly { readonly link: string; readonly node: string }[]
  /** sources, by asset id, that feed the leak all the same: it stops only once they are shut, too; empty = the valves stop it */
  readonly sources: readonly string[]
  /** customers without a way to a source once valves and `sources` are shut; the valves alone cut off nobody while one of these feeds */
  readonly cutOff: number
}

/** Where rain and foul sewers seem joined, by how they are laid out: to be looked at on site. */
export interface CrossConnection {
  /** what runs where it should not: a key of the dictionary */
  readonly kind: 'sewage in storm sewer' | 'rain in foul sewer' | 'shared place'
  /** asset id and drawing index of the node */
  readonly id: string
  readonly gid: number
  readonly at: LonLatHeight
  /** lines that bring and take, by asset id */
  readonly lines: readonly string[]
}

/** A water pipe that a burst, or what is closed for it, changes. */
export interface AffectedPipe {
  /** in the places of the first frame */
  readonly place: number
  /** the least pressure head at its ends [m]; 0 without a way to a source */
  readonly least: number
  /** its water runs the other way than before */
  readonly isReversed: boolean
  /** no way leads to it from a source */
  readonly isDry: boolean
  /** what stands around it may get in: its head falls below that of water in the ground up to the street; null = its depth is not known */
  readonly drawsIn: boolean | null
  /** how much of it may get in through the opening that is asked for [m³]; null = not to be said, 0 = nothing */
  readonly drawn_m3: number | null
}

/** What shutting a valve at once does, by the flow in its pipe while it leaks: orders of magnitude. */
export interface ValveSurge {
  /** Joukowsky: above what stands there [kPa] */
  readonly atOnce_kpa: number
  /** closing takes at least so long for a rise of no more than `limit_kpa` [s]; 0 = it stays below however it is closed */
  readonly closing_s: number
  readonly limit_kpa: number
}

/** A drain that a spill runs through. */
export interface SpillDrain {
  /** in the places of the first frame */
  readonly place: number
  /** of the spill and of what is known to run on a dry day [m³/s]; more joins that nobody knows */
  readonly flow: number
  /** of the water at the latest and the earliest [m/s] */
  readonly speed: readonly [slow: number, quick: number]
  /** concentration against that of what is let in, at most [1]; null = nothing is known of what thins it */
  readonly atMost: number | null
  /**
   * Free surface; full, under pressure at its own speed; a pumped main; so full that it comes out of the manhole above: then nothing
   * below is known; unknown where its fall or section is.
   */
  readonly state: 'free' | 'full' | 'pumped' | 'overflows' | 'unknown'
}

/** A customer that water comes to, and how long it is on its way [s]. */
export interface TravelStop {
  readonly id: string
  readonly name: string
  readonly class: string
  readonly people: number
  readonly seconds: number
  readonly place: number | null
  /** of what comes from outside, the share in the water there at most [1]; null = nothing from outside is followed */
  readonly share: number | null
}

/** Ways of the water of a burst, by the flows before it, held as they are: what comes once the supply is as it was. What is drawn in runs on while it leaks, too. */
export interface LeakTravel {
  /** customers below the leaking pipe: hospitals and schools first, then who is reached first */
  readonly downstream: readonly TravelStop[]
  /** the same below all pipes that may have drawn in */
  readonly drawnIn: readonly TravelStop[]
  /** sources that feed the leaking pipe, by asset id, and how long from there [s] */
  readonly sources: readonly { readonly id: string; readonly seconds: number }[]
}

/** A customer who lacks what the pipe carries. */
export interface ShortCustomer {
  readonly id: string
  readonly name: string
  readonly class: string
  readonly people: number
  /** of its demand, least in time [1] */
  readonly share: number
  readonly place: number | null
}

/** A quantity over the time since a leak began. */
export interface LeakSeries {
  readonly name: Localized
  readonly unit: string
  /** by rising times [s]; null = there is nothing to be told then */
  readonly points: readonly (readonly [time: number, value: number | null])[]
}

/** What a leak of a city does, whatever leaks. */
export interface LeakOutcome {
  readonly kind: LeakKind
  /** of the equations and of what goes in, the lower: A held to references, B held to field data, C physics only, or inputs assumed */
  readonly evidence: 'A' | 'B' | 'C'
  readonly at: LonLatHeight
  readonly lost: { readonly value: number; readonly unit: string }
  /** what the pipe carries, of a gas leak; null = no gas leaks */
  readonly gas: 'methane' | 'lpg' | null
  /** who is reached first comes first */
  readonly reached: readonly ReachedPlace[]
  /** what to close, in its order, and who is then without; null = it could not be found, a caveat says why */
  readonly isolation: IsolationOutcome | null
  /** valve by valve of the isolation; empty = not gone through, there are too many or none */
  readonly alternatives: readonly ClosureAlternative[]
  /** who lacks it while it leaks and nothing is closed, the gravest first: hospitals and schools before others */
  readonly short: readonly ShortCustomer[]
  /** water: who is still connected and lacks it from the closing on; null = nothing is closed in the run, or of others */
  readonly shortAfter: readonly ShortCustomer[] | null
  /** what moves in time beside the places: of water each value holds until the next */
  readonly series: readonly LeakSeries[]
  readonly figures: readonly LeakFigure[]
  readonly areas: readonly HazardArea[]
  /** gas above ground; null = nobody told the wind, there is too little, or it is no gas */
  readonly plume: LeakPlume | null
  /** water: what comes to the street, for the flood: [s, m³/s] stepwise; null = nothing for it */
  readonly outflow: readonly (readonly [time: number, flow: number])[] | null
  /** water: pipes that it changes, the gravest first; empty of others */
  readonly pipes: readonly AffectedPipe[]
  /** water; null of others */
  readonly travel: LeakTravel | null
  /** water: of the valves of the isolation, in their order; null = not known. Empty of others */
  readonly surges: readonly (ValveSurge | null)[]
  /** sewage: by the order of the water; empty of others */
  readonly drains: readonly SpillDrain[]
  /** sewage: of the whole city, ways out of the place of the spill first; null = not looked for */
  readonly crossings: readonly CrossConnection[] | null
  /** members of an ensemble; 1 = none */
  readonly members: number
}
