import type { TwinStore } from '../state/store.ts'
import { acknowledgeAlarm } from './acknowledge-alarm.ts'
import {
  analyseAdjacency,
  closeAdjacency,
  exportAdjacency,
  openAdjacentRow,
  showAdjacencyList,
} from './analyse-adjacency.ts'
import { changePassword } from './change-password.ts'
import { closeAsset } from './close-asset.ts'
import { askLeak, computeLeak, loadLeakPlan } from './compute-leak.ts'
import { computeScenario, loadFloodPlan } from './compute-scenario.ts'
import { conductTour } from './conduct-tour.ts'
import type { CommandContext } from './context.ts'
import { type Clock, type Ports, pageClock } from './context.ts'
import { addWorkPlace, changeFloodWork, drawFloodWork, finishFloodWork, undoWorkPlace } from './draw-flood-works.ts'
import { exportFlood } from './export-flood.ts'
import { exportLeak } from './export-leak.ts'
import { exportLeakSource } from './export-leak-source.ts'
import { exportTrace } from './export-trace.ts'
import { floodFromLeak } from './flood-from-leak.ts'
import { goToLeakPlace } from './frame-leak.ts'
import { flyToBurst, frameRun } from './frame-run.ts'
import { askSecondFactor, giveCode } from './give-second-factor.ts'
import { isolateAsset } from './isolate-asset.ts'
import { loadAssetThen } from './load-asset-then.ts'
import { loadVersions } from './load-versions.ts'
import { locateGas } from './locate-gas.ts'
import { closeLeakSource, openCandidate } from './locate-source.ts'
import { locateWater } from './locate-water.ts'
import { faceNorth, flyToPlace, goHome, moveCamera } from './move-camera.ts'
import { openAsset } from './open-asset.ts'
import { openDesk } from './open-desk.ts'
import { openFloodEntry } from './open-flood-entry.ts'
import { openHome } from './open-home.ts'
import { closeIncident, loadIncidentHistory, loadNearby, openIncident } from './open-incident.ts'
import { openLink } from './open-link.ts'
import { openTwin } from './open-twin.ts'
import {
  markFlood,
  moveFloodSplit,
  playFlood,
  setArrivalDepth,
  setFloodLayer,
  setFloodSide,
  setFloodTool,
  showFloodFrame,
  splitFlood,
} from './play-flood.ts'
import { playLeak, showLeakFrame } from './play-leak.ts'
import { readAssets } from './read-assets.ts'
import { recordOperation, withdrawOperation } from './record-operation.ts'
import { readFaultReports, reportFault } from './report-fault.ts'
import { cancelFlood, closeFlood, keepFlood, renameFlood, runFlood } from './run-flood.ts'
import { cancelRun, closeRun, runIsolation } from './run-isolation.ts'
import { cancelLeak, closeLeak, runLeak } from './run-leak.ts'
import { searchAssets } from './search-assets.ts'
import { selectSensor } from './select-sensor.ts'
import { setFilter } from './set-filter.ts'
import { setHistorySpan } from './set-history-span.ts'
import { setLocale } from './set-locale.ts'
import { setMode } from './set-mode.ts'
import { setPalette } from './set-palette.ts'
import { setScene } from './set-scene.ts'
import { setTheme } from './set-theme.ts'
import { setTime } from './set-time.ts'
import { setUnderground } from './set-underground.ts'
import { readSensorFaults, shelveAlarm } from './shelve-alarm.ts'
import { loadFindingRules, openFinding, showFindings } from './show-findings.ts'
import { showTab } from './show-tab.ts'
import { showVersion } from './show-version.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { startDrill } from './start-drill.ts'
import { pauseTour, resumeTour, showScene, stepTour, stopTour } from './steer-tour.ts'
import { changeLane, cutAt, enterStructure, openInside, walk, walkTo } from './step-inside.ts'
import { switchInFlood } from './switch-in-flood.ts'
import { toggleDiscipline } from './toggle-discipline.ts'
import { toggleLayer } from './toggle-layer.ts'
import {
  cancelTrace,
  closeTrace,
  filterByTrace,
  frameTrace,
  pickTraceEnd,
  retryTrace,
  traceNetwork,
} from './trace-network.ts'
import { watchFigures } from './watch-figures.ts'
import { watchOpenings } from './watch-openings.ts'

export type { Clock, CommandContext, Ports } from './context.ts'
export type Commands = ReturnType<typeof createCommands>

/** Every user intention of a page, bound to its store and ports. `openTwin` first; it returns what ends the page. */
export function createCommands(store: TwinStore, ports: Ports, clock: Clock = pageClock) {
  const context: CommandContext = {
    store,
    ports,
    clock,
    running: { current: null },
    flooding: { current: null, order: null },
    leaking: { current: null },
    analysing: { current: null },
    locating: { current: null },
    leaving: { current: false },
  }
  const bind =
    <Arguments extends unknown[], Answer>(command: (context: CommandContext, ...args: Arguments) => Answer) =>
    (...args: Arguments): Answer =>
      command(context, ...args)
  return {
    openTwin: bind(openTwin),
    openHome: bind(openHome),
    openDesk: bind(openDesk),
    signIn: bind(signIn),
    signOut: bind(signOut),
    changePassword: bind(changePassword),
    askSecondFactor: bind(askSecondFactor),
    giveCode: bind(giveCode),
    openAsset: bind(openAsset),
    openLink: bind(openLink),
    showTab: bind(showTab),
    closeAsset: bind(closeAsset),
    readAssets: bind(readAssets),
    reportFault: bind(reportFault),
    readFaultReports: bind(readFaultReports),
    loadVersions: bind(loadVersions),
    loadAssetThen: bind(loadAssetThen),
    showVersion: bind(showVersion),
    recordOperation: bind(recordOperation),
    withdrawOperation: bind(withdrawOperation),
    selectSensor: bind(selectSensor),
    setHistorySpan: bind(setHistorySpan),
    searchAssets: bind(searchAssets),
    acknowledgeAlarm: bind(acknowledgeAlarm),
    shelveAlarm: bind(shelveAlarm),
    readSensorFaults: bind(readSensorFaults),
    startDrill: bind(startDrill),
    openIncident: bind(openIncident),
    closeIncident: bind(closeIncident),
    loadNearby: bind(loadNearby),
    loadIncidentHistory: bind(loadIncidentHistory),
    setMode: bind(setMode),
    isolateAsset: bind(isolateAsset),
    runIsolation: bind(runIsolation),
    analyseAdjacency: bind(analyseAdjacency),
    closeAdjacency: bind(closeAdjacency),
    showAdjacencyList: bind(showAdjacencyList),
    openAdjacentRow: bind(openAdjacentRow),
    exportAdjacency: bind(exportAdjacency),
    locateGas: bind(locateGas),
    locateWater: bind(locateWater),
    closeLeakSource: bind(closeLeakSource),
    openCandidate: bind(openCandidate),
    loadFloodPlan: bind(loadFloodPlan),
    computeScenario: bind(computeScenario),
    floodFromLeak: bind(floodFromLeak),
    cancelRun: bind(cancelRun),
    closeRun: bind(closeRun),
    frameRun: bind(frameRun),
    flyToBurst: bind(flyToBurst),
    traceNetwork: bind(traceNetwork),
    pickTraceEnd: bind(pickTraceEnd),
    retryTrace: bind(retryTrace),
    cancelTrace: bind(cancelTrace),
    closeTrace: bind(closeTrace),
    frameTrace: bind(frameTrace),
    filterByTrace: bind(filterByTrace),
    exportTrace: bind(exportTrace),
    runFlood: bind(runFlood),
    switchInFlood: bind(switchInFlood),
    drawFloodWork: bind(drawFloodWork),
    addWorkPlace: bind(addWorkPlace),
    undoWorkPlace: bind(undoWorkPlace),
    finishFloodWork: bind(finishFloodWork),
    changeFloodWork: bind(changeFloodWork),
    cancelFlood: bind(cancelFlood),
    closeFlood: bind(closeFlood),
    keepFlood: bind(keepFlood),
    exportFlood: bind(exportFlood),
    openFloodEntry: bind(openFloodEntry),
    renameFlood: bind(renameFlood),
    showFloodFrame: bind(showFloodFrame),
    playFlood: bind(playFlood),
    setFloodLayer: bind(setFloodLayer),
    setFloodSide: bind(setFloodSide),
    splitFlood: bind(splitFlood),
    moveFloodSplit: bind(moveFloodSplit),
    setArrivalDepth: bind(setArrivalDepth),
    setFloodTool: bind(setFloodTool),
    markFlood: bind(markFlood),
    askLeak: bind(askLeak),
    loadLeakPlan: bind(loadLeakPlan),
    computeLeak: bind(computeLeak),
    runLeak: bind(runLeak),
    cancelLeak: bind(cancelLeak),
    closeLeak: bind(closeLeak),
    showLeakFrame: bind(showLeakFrame),
    playLeak: bind(playLeak),
    exportLeak: bind(exportLeak),
    exportLeakSource: bind(exportLeakSource),
    goToLeakPlace: bind(goToLeakPlace),
    toggleLayer: bind(toggleLayer),
    toggleDiscipline: bind(toggleDiscipline),
    setUnderground: bind(setUnderground),
    setPalette: bind(setPalette),
    setFilter: bind(setFilter),
    setScene: bind(setScene),
    setTime: bind(setTime),
    moveCamera: bind(moveCamera),
    goHome: bind(goHome),
    faceNorth: bind(faceNorth),
    flyToPlace: bind(flyToPlace),
    openInside: bind(openInside),
    enterStructure: bind(enterStructure),
    walk: bind(walk),
    walkTo: bind(walkTo),
    changeLane: bind(changeLane),
    cutAt: bind(cutAt),
    setLocale: bind(setLocale),
    setTheme: bind(setTheme),
    conductTour: bind(conductTour),
    pauseTour: bind(pauseTour),
    resumeTour: bind(resumeTour),
    stopTour: bind(stopTour),
    stepTour: bind(stepTour),
    showScene: bind(showScene),
    watchFigures: bind(watchFigures),
    loadFindingRules: bind(loadFindingRules),
    showFindings: bind(showFindings),
    openFinding: bind(openFinding),
    watchOpenings: bind(watchOpenings),
  }
}
