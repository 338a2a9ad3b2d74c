import { ASSET_KINDS } from '../domain/asset/asset.ts'
import type { InternalManifest, PublicManifest } from '../domain/config/city-manifest.ts'
import type { IsolationOutcome } from '../domain/network/isolation-result.ts'
import type { Mark, ScenePort, TileSource, Unsubscribe } from '../ports/scene.ts'
import { leftRun, shownRun, splitOf } from '../state/flood.ts'
import { incidentSensor } from '../state/incident.ts'
import type { Run, TwinState, TwinStore } from '../state/store.ts'
import { tracedOutcome } from '../state/trace.ts'
import { assetPaint } from './asset-paint.ts'
import { createLeakDrawing } from './draw-leak.ts'
import { createWhereDrawing } from './draw-where.ts'
import { findingMarks } from './finding-marks.ts'
import { floodWarningMarks } from './flood-warnings.ts'
import { floodGround, floodMarks, floodWater, leftWater } from './flood-water.ts'
import { floodWorkOverlays } from './flood-works.ts'
import { incidentRings, isNear, valveMarks } from './incident-marks.ts'
import { CHAINAGE, CHAINAGE_NAMES, insideOverlays } from './inside-overlays.ts'
import { isolationLines, isolationMarks } from './isolation-marks.ts'
import { NAME, OUTLINE, RING, selectionOverlays } from './selection-overlays.ts'
import { isSameMarks, sensorMarks } from './sensor-marks.ts'
import { createSourceSync } from './sync-sources.ts'
import { traceLines } from './trace-lines.ts'
import { traceMarks } from './trace-marks.ts'

export const SENSORS = 'sensors'
export const ISOLATION = 'isolation'
/** valves near an incident; the id of a mark is that of the asset */
export const INCIDENT = 'incident'
/** findings of the quality report; the id of a mark is that of the finding */
export const FINDINGS = 'findings'
/** places of a flood's hydrograph and cross-section */
export const FLOOD_PLACES = 'flood-places'
/** 模拟预警; the id of a mark is that of the asset, or of an entry behind ENTRY */
export const FLOOD_WARNINGS = 'flood-warnings'
/** ends of a trace and whom it concerns; the id of a mark is that of the asset */
export const TRACED = 'traced'
const FLOOD_SECTION = 'flood-section'
const FLOOD_WORKS = 'flood-works'
const FLOOD_WORK_PLACES = 'flood-work-places'
const INCIDENT_RINGS = 'incident-rings'
const ISOLATION_LINES = 'isolation-lines'
const TRACE_LINES = 'trace-lines'

/** The sources this visitor may see, in drawing order; the composer makes it from the scene config of the state. */
export type SourcesOf = (
  city: PublicManifest,
  internal: InternalManifest | null,
  state: Pick<TwinState, 'locale' | 'theme' | 'sceneId'>,
) => readonly TileSource[]

/**
 * Keeps a mounted scene equal to the state, and is the only caller of its drawing methods. Each part of the picture is
 * drawn again only when what it is made of has changed.
 */
export function startSceneSync(store: TwinStore, scene: ScenePort, sourcesOf: SourcesOf): Unsubscribe {
  const sources = createSourceSync(scene)
  const leaks = createLeakDrawing(scene)
  const where = createWhereDrawing(scene)
  let drawnMarks: readonly Mark[] = []

  const drawPaint = (state: TwinState) => {
    const { assets, layers, selection, run, trace, theme, palette, filter, inside } = state
    if (assets.state !== 'loaded') return
    // What one stands inside of is all around: only something else in it can stand out.
    const selected = selection.assetId === inside?.assetId ? null : selection.assetId
    const selectedGid = selected === null ? null : (assets.value.gidOf.get(selected) ?? null)
    scene.paint({
      rgba: assetPaint(assets.value, {
        theme,
        palette,
        filter,
        hiddenDisciplines: layers.hiddenDisciplines,
        selectedGid,
        isTinted: selectedGid !== null && ASSET_KINDS[assets.value.kind[selectedGid] ?? 0] === 'structure',
        isolation: isolationOf(run),
        leak: leaks.colorsOf(state),
        trace: tracedOutcome(trace),
      }),
    })
  }
  const drawSensors = (state: TwinState) => {
    const { sensors, layers, latest, link, selection, now, run, time, moment, inside } = state
    // Looking back, what was then is drawn or nothing: never what is live.
    const isKnown = time === null || moment.state === 'loaded'
    const isShown = sensors.state === 'loaded' && isKnown && !layers.hiddenLayers.has(SENSORS)
    const own = state.incident?.alarm?.sensorId
    const all = isShown
      ? sensorMarks({
          // Inside a structure its own sensors are drawn: the others stand behind walls.
          sensors: inside ? sensors.value.filter(({ assetId }) => assetId === inside.assetId) : sensors.value,
          moment: moment.state === 'loaded' ? moment.value.sensors : null,
          latest,
          link: link.state,
          // the panel names the incident's own sensor; here the rings point at it
          selected: selection.sensorId === own ? null : selection.sensorId,
          now: time ?? now,
        })
      : []
    // Beside a result only sensors that want attention stay, so that its numbered valves are not lost among them.
    // So they do in an emergency, with those around the incident.
    const site = state.mode === 'emergency' ? incidentSensor(state)?.at : undefined
    const isResult = isolationOf(run) !== null || tracedOutcome(state.trace) !== null || leaks.summaryOf(state) !== null
    const isQuiet = isResult || site !== undefined
    const marks = isQuiet
      ? all.filter(
          ({ id, ring, label, at }) =>
            id === own || ring !== 'none' || label !== undefined || (site !== undefined && isNear(at, site)),
        )
      : all
    if (isSameMarks(marks, drawnMarks)) return
    if (marks.length === 0) scene.hide(SENSORS)
    else scene.show({ kind: 'points', id: SENSORS, marks })
    drawnMarks = marks
  }
  const drawSelection = ({ assets, selection, theme, inside, layers, incident }: TwinState) => {
    for (const id of [OUTLINE, RING, NAME]) scene.hide(id)
    // The name of a selected sensor stands in the same place.
    const isSensorNamed =
      selection.sensorId !== null &&
      selection.sensorId !== incident?.alarm?.sensorId &&
      !layers.hiddenLayers.has(SENSORS)
    if (selection.assetId === null || selection.assetId === inside?.assetId) return
    const index = assets.state === 'loaded' ? assets.value : null
    const asset = selection.asset.state === 'loaded' ? selection.asset.value : null
    for (const overlay of selectionOverlays(selection.assetId, asset, index, theme)) {
      if (overlay.id !== NAME || !isSensorNamed) scene.show(overlay)
    }
  }
  const drawIsolation = ({ assets, run, theme }: TwinState) => {
    const outcome = isolationOf(run)
    const index = assets.state === 'loaded' ? assets.value : null
    const marks = outcome && index ? isolationMarks(outcome, index) : []
    const lines = outcome && index ? isolationLines(outcome, index, theme) : []
    if (lines.length === 0) scene.hide(ISOLATION_LINES)
    else scene.show({ kind: 'lines', id: ISOLATION_LINES, lines })
    if (marks.length === 0) scene.hide(ISOLATION)
    else scene.show({ kind: 'points', id: ISOLATION, marks })
  }
  const drawTraceLines = ({ assets, trace, theme }: TwinState) => {
    const outcome = tracedOutcome(trace)
    const lines = outcome && assets.state === 'loaded' ? traceLines(outcome, assets.value, theme) : []
    if (lines.length === 0) scene.hide(TRACE_LINES)
    else scene.show({ kind: 'lines', id: TRACE_LINES, lines })
  }
  const drawTraceMarks = ({ assets, trace, selection }: TwinState) => {
    const outcome = tracedOutcome(trace)
    const marks = outcome && assets.state === 'loaded' ? traceMarks(outcome, assets.value, selection.assetId) : []
    if (marks.length === 0) scene.hide(TRACED)
    else scene.show({ kind: 'points', id: TRACED, marks })
  }
  const drawIncident = (state: TwinState) => {
    const sensor = incidentSensor(state)
    const lines = sensor ? incidentRings(sensor.at) : []
    // numbered valves of a result would stand in the same places
    const marks = sensor && state.incident && !isolationOf(state.run) ? valveMarks(state.incident.nearby) : []
    if (lines.length === 0) scene.hide(INCIDENT_RINGS)
    else scene.show({ kind: 'lines', id: INCIDENT_RINGS, lines })
    if (marks.length === 0) scene.hide(INCIDENT)
    else scene.show({ kind: 'points', id: INCIDENT, marks })
  }

  const drawFindings = ({ quality }: TwinState) => {
    const marks = findingMarks(quality)
    if (marks.length === 0) scene.hide(FINDINGS)
    else scene.show({ kind: 'points', id: FINDINGS, marks })
  }

  let isWaterDrawn = false
  const drawFloodGround = ({ flood }: TwinState) => {
    isWaterDrawn = false
    const run = flood && shownRun(flood)
    const ground = run && floodGround(run.grid, run.crs)
    if (ground) scene.showWater(ground)
    else scene.clearWater()
  }
  const drawFlood = (state: TwinState) => {
    const water = state.flood && floodWater(state.flood, state.theme)
    if (water) scene.setWater(water)
    // a run that has nothing to show yet may lie on the same ground as the one before it, whose water must go
    else if (isWaterDrawn) drawFloodGround(state)
    isWaterDrawn = water !== null
  }
  const drawLeftGround = ({ flood }: TwinState) => {
    const run = flood && leftRun(flood)
    const ground = run && floodGround(run.grid, run.crs)
    if (ground) scene.showWater(ground, 'left')
    else scene.clearWater('left')
  }
  const drawLeft = ({ flood, theme }: TwinState) => {
    const water = flood && leftWater(flood, theme)
    if (water) scene.setWater(water, 'left')
  }
  const drawFloodPlaces = ({ flood, theme }: TwinState) => {
    const { marks, lines } = flood ? floodMarks(flood, theme) : { marks: [], lines: [] }
    if (marks.length === 0) scene.hide(FLOOD_PLACES)
    else scene.show({ kind: 'points', id: FLOOD_PLACES, marks })
    if (lines.length === 0) scene.hide(FLOOD_SECTION)
    else scene.show({ kind: 'lines', id: FLOOD_SECTION, lines })
  }

  const drawFloodWorks = ({ flood, floodWorks, theme }: TwinState) => {
    const { lines, marks } = floodWorkOverlays(floodWorks, flood, theme)
    if (lines.length === 0) scene.hide(FLOOD_WORKS)
    else scene.show({ kind: 'lines', id: FLOOD_WORKS, lines })
    if (marks.length === 0) scene.hide(FLOOD_WORK_PLACES)
    else scene.show({ kind: 'points', id: FLOOD_WORK_PLACES, marks })
  }

  const drawFloodWarnings = ({ flood, assets }: TwinState) => {
    const marks = flood ? floodWarningMarks(flood, assets.state === 'loaded' ? assets.value : null) : []
    if (marks.length === 0) scene.hide(FLOOD_WARNINGS)
    else scene.show({ kind: 'points', id: FLOOD_WARNINGS, marks })
  }

  let drawnStation = ''
  const drawInside = (state: TwinState) => {
    const overlays = insideOverlays(state)
    const key = JSON.stringify(overlays)
    if (key === drawnStation) return
    drawnStation = key
    if (overlays.length === 0) for (const id of [CHAINAGE, CHAINAGE_NAMES]) scene.hide(id)
    for (const overlay of overlays) scene.show(overlay)
  }

  const parts = [
    whenChanged(({ inside, view, section, theme }) => [inside, inside && view, inside && section, theme], drawInside),
    whenChanged(
      ({ city, internal, layers, locale, theme, sceneId }) => [
        city,
        internal,
        layers.hiddenLayers,
        locale,
        theme,
        sceneId,
      ],
      (state) => {
        const { city, internal, layers } = state
        if (city.state !== 'loaded') return
        const wanted = sourcesOf(city.value, internal?.state === 'loaded' ? internal.value : null, state)
        sources.want(wanted, layers.hiddenLayers)
      },
    ),
    whenChanged((state) => {
      const { assets, layers, selection, run, trace, theme, palette, filter, inside } = state
      return [
        leaks.classesOf(state),
        assets,
        layers.hiddenDisciplines,
        selection.assetId,
        run,
        tracedOutcome(trace),
        theme,
        palette,
        filter,
        inside?.assetId,
      ]
    }, drawPaint),
    whenChanged(
      ({ sensors, latest, link, layers, selection, now, run, trace, time, moment, mode, incident, inside, leak }) => [
        leak?.stage,
        tracedOutcome(trace),
        inside?.assetId,
        mode,
        incident?.alarm,
        sensors,
        latest,
        link.state,
        layers.hiddenLayers,
        selection.sensorId,
        now,
        run,
        time,
        moment,
      ],
      drawSensors,
    ),
    whenChanged(
      ({ assets, selection, theme, inside, layers, incident }) => [
        assets,
        selection.assetId,
        selection.asset,
        selection.sensorId,
        theme,
        inside?.assetId,
        layers.hiddenLayers,
        incident?.alarm,
      ],
      drawSelection,
    ),
    whenChanged(({ assets, run, theme }) => [assets, run, theme], drawIsolation),
    whenChanged(({ assets, trace, theme }) => [assets, tracedOutcome(trace), theme], drawTraceLines),
    whenChanged(({ assets, trace, selection }) => [assets, tracedOutcome(trace), selection.assetId], drawTraceMarks),
    whenChanged((state) => [incidentSensor(state), state.incident?.nearby, isolationOf(state.run)], drawIncident),
    // after the paint: it brings the classes up to date
    whenChanged((state) => [leaks.classesOf(state), state.leak?.places, state.assets, state.theme], leaks.drawPlaces),
    whenChanged((state) => [leaks.frameOf(state), leaks.summaryOf(state), state.leak?.places], leaks.drawNumbers),
    whenChanged(
      (state) => [leaks.summaryOf(state), state.assets, state.locale, state.theme, state.run],
      leaks.drawMeasures,
    ),
    whenChanged((state) => [leaks.frameOf(state), leaks.summaryOf(state), state.theme], leaks.drawPlume),
    whenChanged(({ flood }) => [flood && shownRun(flood).grid], drawFloodGround),
    whenChanged(
      ({ flood, theme }) => [
        flood && shownRun(flood).grid,
        theme,
        flood?.layer,
        flood && (flood.layer === 'depth' ? shownRun(flood).frame : shownRun(flood).summary),
        flood?.arrivalDepth,
        flood?.reference,
      ],
      drawFlood,
    ),
    whenChanged(({ flood }) => [flood && leftRun(flood)?.grid], drawLeftGround),
    whenChanged(({ flood, theme }) => {
      const left = flood && leftRun(flood)
      return [
        left?.grid,
        theme,
        flood?.layer,
        flood?.layer === 'depth' ? left?.frame : left?.summary,
        flood?.arrivalDepth,
      ]
    }, drawLeft),
    whenChanged(
      ({ flood }) => [flood && splitOf(flood)],
      ({ flood }) => scene.splitWater(flood && splitOf(flood)),
    ),
    whenChanged(({ flood, theme }) => [flood?.grid, flood?.places, theme], drawFloodPlaces),
    whenChanged(
      ({ flood, floodWorks, theme }) => [floodWorks, flood && shownRun(flood).scenario, theme],
      drawFloodWorks,
    ),
    whenChanged(({ flood, assets }) => {
      const run = flood && shownRun(flood)
      return [run?.summary, run?.warnings, assets]
    }, drawFloodWarnings),
    whenChanged(({ adjacency }) => [adjacency], where.drawAdjacency),
    whenChanged(
      // readings of the sensors come all the time, their places do not
      ({ leakSource, assets, theme }) => [leakSource, assets, theme],
      where.drawSource,
    ),
    whenChanged(({ quality }) => [quality.findings, quality.findingId], drawFindings),
    whenChanged(
      ({ underground }) => [underground],
      ({ underground }) => scene.setUnderground(underground),
    ),
    whenChanged(
      ({ theme, controls }) => [theme, controls],
      ({ theme, controls }) => scene.setLook({ theme, controls }),
    ),
    whenChanged(
      ({ section }) => [section],
      ({ section }) => scene.setSection(section),
    ),
  ]
  const sync = (state: TwinState) => {
    for (const part of parts) part(state)
  }
  sync(store.getState())
  const stop = store.subscribe(sync)
  return () => {
    stop()
    sources.stop()
  }
}

/** The result of a finished 关阀分析, or null: the composer's worker answers with a RunSummary of it. */
function isolationOf(run: Run | null): IsolationOutcome | null {
  if (run?.state !== 'done' || run.simulation !== 'isolation') return null
  return (run.summary as { readonly outcome: IsolationOutcome }).outcome
}

function whenChanged(
  ingredients: (state: TwinState) => readonly unknown[],
  draw: (state: TwinState) => void,
): (state: TwinState) => void {
  let before: readonly unknown[] | null = null
  return (state) => {
    const now = ingredients(state)
    if (before?.every((value, i) => value === now[i])) return
    before = now
    draw(state)
  }
}
