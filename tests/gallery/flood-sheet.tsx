import type { Failure } from '../../src/domain/result.ts'
import { floodGround } from '../../src/scene/flood-water.ts'
import { type Flood, startedFlood } from '../../src/state/flood.ts'
import { FloodPanel } from '../../src/ui/inundation/flood-panel.tsx'
import { aFinishedRun, aFloodSummary, floodFrames, inValley, valley } from '../kit/a-flood.ts'
import { Sample, type SheetProps, Shown } from './sample.tsx'

const started = startedFlood(inValley, null)
const frames = floodFrames()
const ground = floodGround(valley, inValley.crs)
const places = [ground?.place(20.5, 1.5), ground?.place(20.5, 28.5)].flatMap((place) => place ?? [])
const middle = [ground?.place(20.5, 15.5)].flatMap((place) => place ?? [])
const computedBy = frames[0]?.computedBy ?? null
const done: Flood = { ...started, computedBy, frames, shown: 8, stage: { state: 'done', summary: aFloodSummary() } }
const failed = (failure: Failure): Flood => ({ ...started, stage: { state: 'failed', failure } })

const FLOODS: Readonly<Record<string, Flood>> = {
  'before the first frame': started,
  running: {
    ...{ ...started, computedBy, frames: frames.slice(0, 6), shown: 5, progress: frames[5]?.progress ?? null },
    places: middle,
  },
  'begun anew where the graphics card was lost': {
    ...{ ...started, frames: frames.slice(0, 2), shown: 1, progress: frames[1]?.progress ?? null },
    computedBy: {
      backend: 'threads',
      told: {
        zh: 'WASM 8 线程：显卡计算中断，已从头重新计算（the device was lost: GPU process exited）',
        en: 'WASM, 8 threads: the graphics card failed, computed anew (the device was lost: GPU process exited)',
      },
    },
  },
  'done, a hydrograph': { ...done, places: middle },
  'done, a cross-section': { ...done, tool: 'section', places },
  arrival: { ...done, layer: 'arrival' },
  difference: {
    ...done,
    layer: 'difference',
    reference: aFinishedRun('5 年一遇', 0, 0.6),
  },
  'not trustworthy, outside its validity': {
    ...done,
    stage: {
      state: 'done',
      summary: {
        ...aFloodSummary(3.2e-3),
        caveats: [{ zh: '坡度超过 1 : 5 的区域结果偏差较大。', en: 'Less exact where slopes are above 1 : 5.' }],
      },
    },
  },
  cancelled: { ...failed({ kind: 'cancelled', detail: '' }), frames: frames.slice(0, 6), shown: 5 },
  refused: failed({
    kind: 'invalid',
    detail: 'gauges[0]: x 519300 is east of the grid',
    message: {
      zh: '测点 G1 在网格之外：x = 519300。未计算。',
      en: 'Gauge G1 is outside of the grid: x = 519300. Nothing was computed.',
    },
  }),
  failed: failed({ kind: 'failed', detail: 'worker: out of memory' }),
}

/** The inundation in every state. */
export function FloodSheet(look: SheetProps) {
  return Object.entries(FLOODS).map(([name, flood]) => (
    <Shown key={name} name={`FloodPanel · ${name}`}>
      <Sample {...look} state={{ flood, abilities: new Set(['water']) }}>
        <FloodPanel />
      </Sample>
    </Shown>
  ))
}
