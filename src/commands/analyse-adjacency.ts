import { csvTable } from '../domain/formats/csv.ts'
import {
  ADJACENCY_COLUMNS,
  type AdjacencyOutcome,
  type AdjacencyQuestion,
  type AdjacentRow,
  adjacencyTable,
} from '../domain/leak/adjacency.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import type { RunSummary } from '../domain/run-summary.ts'
import type { Adjacency, AdjacencyList } from '../state/adjacency.ts'
import { ended } from '../state/analysis.ts'
import { lookAt } from '../state/viewpoints.ts'
import { type CommandContext, MOST_SILENCE } from './context.ts'
import { gasFiles } from './gas-files.ts'
import { openAsset } from './open-asset.ts'
import { setUnderground } from './set-underground.ts'

const SIMULATION = 'adjacency'
/** from the eye to a space [m]: it and the pipe beside it */
const VIEW_DISTANCE = 60

/** 燃气相邻空间分析: ranks all pairs of a gas pipe and a space within reach [m]. One under way is ended first. */
export async function analyseAdjacency(context: CommandContext, reach: number): Promise<void> {
  const { store, ports, analysing, clock } = context
  analysing.current?.abort()
  const abort = new AbortController()
  analysing.current = abort
  const running = { state: 'running', startedAt: clock.now() } as const
  const begun: Adjacency = { reach, analysis: running, list: 'pairs', chosen: null }
  store.setState(({ adjacency }) => ({ adjacency: { ...begun, list: adjacency?.list ?? 'pairs' } }))
  const files = await gasFiles(context)
  if (analysing.current !== abort) return
  const result = files.ok
    ? await ports.simulations.run<AdjacencyQuestion, never, RunSummary<AdjacencyOutcome>>(
        SIMULATION,
        { ...files.value, year: new Date(clock.now()).getFullYear(), reach_m: reach },
        {
          ...{ onFrame: () => {}, signal: abort.signal, mostSilence: MOST_SILENCE },
          onProgress: (work) => {
            if (analysing.current === abort)
              store.setState(({ adjacency }) => ({
                adjacency: adjacency && { ...adjacency, analysis: { ...running, work } },
              }))
          },
        },
      )
    : files
  if (analysing.current !== abort) return
  analysing.current = null
  store.setState(({ adjacency }) => ({ adjacency: adjacency && { ...adjacency, analysis: ended(result) } }))
}

/** Takes the answer off the page and out of the scene; one under way ends. */
export function closeAdjacency({ store, analysing }: CommandContext): void {
  analysing.current?.abort()
  analysing.current = null
  store.setState({ adjacency: null })
}

/** Lists and marks all pairs, or the spaces that no methane sensor watches. */
export function showAdjacencyList({ store }: CommandContext, list: AdjacencyList): void {
  store.setState(({ adjacency }) => ({ adjacency: adjacency && { ...adjacency, list, chosen: null } }))
}

/** Goes to a space and opens the record of its asset, or of the pipe where the space has none. */
export async function openAdjacentRow(context: CommandContext, row: AdjacentRow): Promise<void> {
  const { store, ports } = context
  store.setState(({ adjacency }) => ({ adjacency: adjacency && { ...adjacency, chosen: row } }))
  const { assets, underground, view } = store.getState()
  if (row.at) {
    if (!underground.isOn) setUnderground(context, true)
    void ports.camera.flyTo(lookAt(row.at, VIEW_DISTANCE, view?.heading ?? 0))
  }
  // a part of a long space has its number behind the id of the asset
  const own = row.space.replace(/#\d+$/, '')
  const isDrawn = assets.state === 'loaded' && assets.value.gidOf.has(own)
  await openAsset(context, isDrawn ? own : row.pipe, { isFlying: row.at === null })
}

/** Saves the list that is shown, whole, as a table. */
export function exportAdjacency({ store, ports }: CommandContext): Result<null> {
  const { adjacency, internal } = store.getState()
  if (adjacency?.analysis.state !== 'done' || internal?.state !== 'loaded')
    return fail('not-found', 'exportAdjacency: nothing is analysed')
  const { outcome, caveats } = adjacency.analysis.summary
  const facts = [
    ['城市 city', internal.value.city],
    ['批次 build', internal.value.build],
    ['距离 reach', `${outcome.reach} m`],
    ['配对 pairs', `${outcome.pairs.length} / ${outcome.pairCount}`],
    ...caveats.map(({ zh, en }) => ['注意 note', `${zh} / ${en}`]),
  ] as [string, string][]
  ports.files.save({
    name: `${internal.value.city}-adjacent-${adjacency.list}.csv`,
    type: 'text/csv;charset=utf-8',
    content: [csvTable(facts, ADJACENCY_COLUMNS, adjacencyTable(outcome[adjacency.list]))],
  })
  return succeed(null)
}
