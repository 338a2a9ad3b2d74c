import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Palette } from '../domain/asset/asset-bands.ts'
import { type AssetFilter, NO_FILTER } from '../domain/asset/asset-filter.ts'
import type { InternalManifest, PublicManifest } from '../domain/config/city-manifest.ts'
import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import type { Ground } from '../domain/geo/ground.ts'
import type { AssetId, SensorId } from '../domain/ids.ts'
import type { FloodPlan } from '../domain/inundation/flood-plan.ts'
import type { LeakPlan } from '../domain/leak/leak-plan.ts'
import type { Locale } from '../domain/localized.ts'
import type { IsolationOutcome } from '../domain/network/isolation-result.ts'
import type { Failure } from '../domain/result.ts'
import type { RunSummary } from '../domain/run-summary.ts'
import { type Connections, NOT_KNOWN } from '../domain/sensing/grouping/connections.ts'
import type { Reading } from '../domain/sensing/reading.ts'
import type { Theme } from '../domain/theme.ts'
import type { AssetIndex } from '../ports/city.ts'
import type { LinkState, ReadingSeries } from '../ports/readings.ts'
import type {
  Alarm,
  Asset,
  AssetSummary,
  AssetThen,
  CityFigures,
  Drill,
  Finding,
  FindingRule,
  IngestState,
  LifecycleRecord,
  NearbyAsset,
  Neighbours,
  RecordVersion,
  Sensor,
  SensorMoment,
  SensorOutlook,
  Session,
} from '../ports/records.ts'
import type { Controls, SceneAbility, Section, UndergroundView, Viewpoint } from '../ports/scene.ts'
import type { Adjacency } from './adjacency.ts'
import type { Flood } from './flood.ts'
import { type FloodWorks, NO_WORKS } from './flood-works.ts'
import type { Leak } from './leak.ts'
import type { LeakSource } from './leak-source.ts'
import type { Subject } from './shots.ts'
import type { TraceRun } from './trace.ts'

/** Something that is asked for, arrives or fails: each of the four has a face on the page. */
export type Loadable<Value> =
  | { readonly state: 'idle' }
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly value: Value }
  | { readonly state: 'failed'; readonly failure: Failure }

export type { AssetIndex } from '../ports/city.ts'

/** A simulation run as the page follows it. */
export type Run =
  | { readonly state: 'running'; readonly simulation: string; readonly subject: string }
  | {
      readonly state: 'done'
      readonly simulation: string
      readonly subject: string
      readonly summary: RunSummary<IsolationOutcome>
    }
  | { readonly state: 'failed'; readonly simulation: string; readonly subject: string; readonly failure: Failure }

/** Tabs of the asset panel. */
export const ASSET_TABS = ['attributes', 'lifecycle', 'versions', 'sensors'] as const
export type AssetTab = (typeof ASSET_TABS)[number]

/** The chosen asset and what was read of it, and the chosen sensor. */
export interface Selection {
  readonly assetId: AssetId | null
  readonly asset: Loadable<Asset>
  readonly lifecycle: Loadable<LifecycleRecord>
  /** both as they were at `time`; idle while live */
  readonly past: Loadable<AssetThen>
  /** what lies beside it */
  readonly neighbours: Loadable<Neighbours>
  /** read when its tab is opened */
  readonly versions: Loadable<readonly RecordVersion[]>
  readonly sensorId: SensorId | null
}

export const NO_SELECTION: Selection = {
  assetId: null,
  asset: { state: 'idle' },
  lifecycle: { state: 'idle' },
  past: { state: 'idle' },
  neighbours: { state: 'idle' },
  versions: { state: 'idle' },
  sensorId: null,
}

export interface LayerState {
  /** discipline ids that are hidden */
  readonly hiddenDisciplines: ReadonlySet<string>
  /** tile sources and overlays that are hidden: "buildings", "bridges", "roads", "terrain", "sensors" */
  readonly hiddenLayers: ReadonlySet<string>
}

/** 常态 or 应急: the same data; in an emergency the page puts what is urgent first. */
export const MODES = ['normal', 'emergency'] as const
export type Mode = (typeof MODES)[number]

/** What the scene was at an instant that one looks back to. */
export interface Moment {
  readonly sensors: ReadonlyMap<SensorId, SensorMoment>
  readonly alarms: readonly Alarm[]
}

export interface Tour {
  /** place in the shots of all scenes of the page */
  readonly shot: number
  readonly isPaused: boolean
  /** what the camera went to for this shot; null until then */
  readonly subject: Subject | null
}

/** The alarm that is being handled, what its sensor measured around the time it opened, and what lies around it. */
export interface Incident {
  readonly alarmId: number
  /**
   * as it was last listed: an alarm leaves the list once it is over and acknowledged. null until the incident is opened
   * here: a page that handles none only keeps its number
   */
  readonly alarm: Alarm | null
  /** since before the alarm opened [ms] */
  readonly history: { readonly from: number; readonly series: Loadable<ReadingSeries> }
  readonly nearby: Loadable<readonly NearbyAsset[]>
}

/** What the quality report of the build says, as far as it was asked for. */
export interface Quality {
  readonly rules: Loadable<readonly FindingRule[]>
  /** the rule whose findings are listed and marked in the scene */
  readonly rule: Pick<FindingRule, 'rule' | 'severity'> | null
  readonly findings: Loadable<readonly Finding[]>
  /** the finding that was gone to */
  readonly findingId: string | null
}

export const NO_QUALITY: Quality = {
  rules: { state: 'idle' },
  rule: null,
  findings: { state: 'idle' },
  findingId: null,
}

/** One line of the hand-over log. */
export interface LogEntry {
  /** [ms] */
  readonly at: number
  readonly act:
    | 'opened'
    | 'closed'
    | 'acknowledged'
    | 'shelved'
    | 'unshelved'
    | 'isolated'
    | 'isolation-failed'
    | 'flooded'
    | 'leaked'
    | 'located'
    | Mode
  /** e-mail of who was signed in */
  readonly who: string
  /** alarm or asset that it was done to; "" = the page */
  readonly subject: string
  /** who is registered with which note, the count of valves, or a kind of failure */
  readonly detail: string
}

export interface TwinState {
  readonly locale: Locale
  readonly theme: Theme
  readonly mode: Mode
  /** `starting` with what the server is doing; `offline` when nothing answers */
  readonly server: { readonly state: 'unknown' | 'starting' | 'ready' | 'offline'; readonly step: string | null }
  readonly session: Loadable<Session | null>
  /** the last session ended by itself, not by a sign-out */
  readonly hasExpired: boolean
  readonly city: Loadable<PublicManifest>
  /** null while signed out: internal data is asked for only by staff */
  readonly internal: Loadable<InternalManifest> | null
  /** 图数版本不一致: tiles and database are of different builds */
  readonly hasBuildMismatch: boolean
  readonly assets: Loadable<AssetIndex>
  readonly selection: Selection
  /** the open tab of the asset panel */
  readonly tab: AssetTab
  readonly search: { readonly query: string; readonly results: Loadable<readonly AssetSummary[]> }
  /** readings of the selected sensor over a span [ms] */
  readonly history: { readonly from: number; readonly to: number; readonly series: Loadable<ReadingSeries> }
  /** how far back it reaches [ms]; null = as far as fits how often the sensor reports */
  readonly historySpan: number | null
  readonly sensors: Loadable<readonly Sensor[]>
  readonly latest: ReadonlyMap<SensorId, Reading>
  /** rows of the stream that did not parse; shown, never fatal */
  readonly badRows: number
  readonly link: { readonly state: LinkState; readonly since: number }
  readonly alarms: Loadable<readonly Alarm[]>
  /** 演练 that run now, newest first */
  readonly drills: readonly Drill[]
  /** sensors on their way to a limit, and instruments that drift */
  readonly outlook: Loadable<SensorOutlook>
  /** ways along the pipe networks between the sensors of the alarms on the page; `of` names those that were asked for */
  readonly connections: { readonly of: string; readonly ways: Connections }
  /** when `alarms` was last read [ms]; null = never */
  readonly alarmsReadAt: number | null
  /** alarms that opened within the span of the time bar, whatever became of them */
  readonly openings: Loadable<readonly Alarm[]>
  readonly layers: LayerState
  readonly filter: AssetFilter
  readonly palette: Palette
  /** the instant that is looked at [ms]; null = live */
  readonly time: number | null
  /** what was at `time`; idle while live */
  readonly moment: Loadable<Moment>
  readonly figures: Loadable<CityFigures>
  /** what devices sent of late */
  readonly ingest: Loadable<IngestState>
  readonly quality: Quality
  readonly incident: Incident | null
  /** what was done on this page, oldest first; kept nowhere else */
  readonly log: readonly LogEntry[]
  readonly underground: UndergroundView
  readonly section: Section | null
  readonly controls: Controls
  readonly view: Viewpoint | null
  /** place on the ground under the pointer */
  readonly pointer: LonLatHeight | null
  readonly run: Run | null
  /** 追溯: what hangs together with an asset, up- or downstream of it */
  readonly trace: TraceRun | null
  /** the flood that is computed or played */
  readonly flood: Flood | null
  /** what a flood of the city is computed from, read when one is to be computed */
  readonly floodPlan: Loadable<FloodPlan>
  /** what staff draw for the next flood */
  readonly floodWorks: FloodWorks
  /** the leak that is computed or played */
  readonly leak: Leak | null
  /** the line whose leak is being asked for */
  readonly leakForm: AssetId | null
  /** what leaks of the city are computed from, read when one is to be computed */
  readonly leakPlan: Loadable<LeakPlan>
  /** 燃气相邻空间分析 and 精准溯源 that are computed or shown */
  readonly adjacency: Adjacency | null
  readonly leakSource: LeakSource | null
  /** id of the scene config that is shown; the engine is the one it names */
  readonly sceneId: string
  /** of the engine that is mounted; empty until then */
  readonly abilities: ReadonlySet<SceneAbility>
  /** the structure that one is inside of; its record gives the way through it */
  readonly inside: { readonly assetId: AssetId; readonly asset: Loadable<Asset>; readonly lane: number } | null
  /** address of the page and view that one came from and goes back to, e.g. "/planner?view=…" */
  readonly back: string | null
  /** heights of the ground, read where they are needed for depths */
  readonly ground: Loadable<Ground>
  /** structures that one can step into, the longest first */
  readonly structures: Loadable<readonly Asset[]>
  /** the automatic tour: shots of the scenes of the page, counted through; null = none */
  readonly tour: Tour | null
  readonly scene: { readonly pending: number; readonly isReady: boolean; readonly fault: string | null }
  /** wall clock of the page [ms], ticking each second, so that ages and staleness are derived and not stored */
  readonly now: number
}

export type TwinStore = StoreApi<TwinState>

/** The one store of a page; commands write it, `scene/sync` and the panels read it. */
export function createTwinStore(initial: {
  readonly locale: Locale
  readonly now: number
  readonly theme?: Theme
  readonly sceneId?: string
}): TwinStore {
  return createStore<TwinState>(() => ({
    locale: initial.locale,
    theme: initial.theme ?? 'light',
    mode: 'normal',
    server: { state: 'unknown', step: null },
    session: { state: 'idle' },
    hasExpired: false,
    city: { state: 'idle' },
    internal: null,
    hasBuildMismatch: false,
    assets: { state: 'idle' },
    selection: NO_SELECTION,
    tab: 'attributes',
    search: { query: '', results: { state: 'idle' } },
    history: { from: initial.now, to: initial.now, series: { state: 'idle' } },
    historySpan: null,
    sensors: { state: 'idle' },
    latest: new Map(),
    badRows: 0,
    link: { state: 'connecting', since: initial.now },
    alarms: { state: 'idle' },
    drills: [],
    outlook: { state: 'idle' },
    connections: { of: '', ways: NOT_KNOWN },
    alarmsReadAt: null,
    openings: { state: 'idle' },
    layers: { hiddenDisciplines: new Set(), hiddenLayers: new Set() },
    filter: NO_FILTER,
    palette: 'discipline',
    time: null,
    moment: { state: 'idle' },
    figures: { state: 'idle' },
    ingest: { state: 'idle' },
    quality: NO_QUALITY,
    incident: null,
    log: [],
    underground: { isOn: false, groundAlpha: 1 },
    section: null,
    controls: 'orbit',
    view: null,
    pointer: null,
    run: null,
    trace: null,
    flood: null,
    floodPlan: { state: 'idle' },
    floodWorks: NO_WORKS,
    leak: null,
    leakForm: null,
    leakPlan: { state: 'idle' },
    adjacency: null,
    leakSource: null,
    sceneId: initial.sceneId ?? '',
    abilities: new Set(),
    inside: null,
    back: null,
    ground: { state: 'idle' },
    structures: { state: 'idle' },
    tour: null,
    scene: { pending: 0, isReady: false, fault: null },
    now: initial.now,
  }))
}
