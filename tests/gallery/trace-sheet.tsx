import { anAssetIndex } from '../../src/scene/a-city.ts'
import type { TwinState } from '../../src/state/store.ts'
import type { TraceRun } from '../../src/state/trace.ts'
import { TraceButtons } from '../../src/ui/traces/trace-buttons.tsx'
import { TracePanel } from '../../src/ui/traces/trace-panel.tsx'
import { PIPE, pipe } from '../kit/a-page.ts'
import { aTrace, aTraceSet } from '../kit/a-trace.ts'
import { Sample, type SheetProps, Shown } from './sample.tsx'

const index = anAssetIndex(
  [PIPE, ...[2, 3, 4, 5].map((n) => `demo/water/JS${n}~JS${n + 1}~1`)].map((id) => ({ id, discipline: 'water' })),
)
const ask = { kind: 'downstream', subject: PIPE, to: null } as const
const customers = [
  { id: 'c1', name: '湾东医院', class: 'hospital', node: 'demo/water/JS2', people: 420 },
  { id: 'c2', name: '海湾路 12 号', class: 'residential', node: 'demo/water/JS3', people: 96 },
]
const classes = customers.map(({ class: name, people }) => ({ class: name, customers: 1, people }))
const done = (summary: ReturnType<typeof aTrace>): TraceRun => ({
  state: 'done',
  ask: { ...ask, kind: summary.outcome.kind },
  summary,
})

const TRACES: Readonly<Record<string, TraceRun>> = {
  'the other end of a path': { state: 'picking', ask: { ...ask, kind: 'path' }, isElsewhere: true },
  running: { state: 'running', ask },
  'certain and possible': done(
    aTrace({
      found: aTraceSet([1, 2], []),
      possible: aTraceSet([3, 4, 5], []),
      customers,
      classes,
      people: 516,
      possibleCustomers: 3,
    }),
  ),
  'no loop': done(aTrace({ kind: 'loop', found: null })),
  failed: { state: 'failed', ask, failure: { kind: 'failed', detail: 'worker' } },
}

/** 追溯 in each of its states. */
export function TraceSheet(look: SheetProps) {
  const state: Partial<TwinState> = { assets: { state: 'loaded', value: index } }
  return (
    <>
      <Shown name="TraceButtons">
        <Sample {...look} state={state}>
          <TraceButtons asset={pipe} />
        </Sample>
      </Shown>
      {Object.entries(TRACES).map(([name, trace]) => (
        <Shown key={name} name={`TracePanel · ${name}`}>
          <Sample {...look} state={{ ...state, trace }}>
            <TracePanel />
          </Sample>
        </Shown>
      ))}
    </>
  )
}
