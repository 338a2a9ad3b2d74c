import type { LeakKind } from '../../src/domain/leak/leak-plan.ts'
import type { Failure } from '../../src/domain/result.ts'
import { type Leak, startedLeak, withLeakFrame } from '../../src/state/leak.ts'
import { LeakForm } from '../../src/ui/leak/leak-form.tsx'
import { LeakPanel } from '../../src/ui/leak/leak-panel.tsx'
import { aLeakSummary, inStreet, LEAKING, leakFrames, leakPlan } from '../kit/a-leak.ts'
import { pipe } from '../kit/a-page.ts'
import { Sample, type SheetProps, Shown } from './sample.tsx'

const running = (kind: LeakKind, frames = 9): Leak =>
  leakFrames(kind)
    .slice(0, frames)
    .reduce(withLeakFrame, startedLeak(inStreet(kind)))
const done = (kind: LeakKind, error?: number): Leak => ({
  ...running(kind),
  stage: { state: 'done', summary: aLeakSummary(kind, error) },
})
const failed = (leak: Leak, failure: Failure): Leak => ({ ...leak, stage: { state: 'failed', failure } })

function nothingReached(): Leak {
  const leak = done('gas')
  const summary = aLeakSummary('gas')
  const outcome = { ...summary.outcome, reached: [], areas: [], isolation: null }
  return { ...leak, stage: { state: 'done', summary: { ...summary, outcome } } }
}

const LEAKS: Readonly<Record<string, Leak>> = {
  'before the first frame': startedLeak(inStreet('gas')),
  running: running('gas', 4),
  'done, gas': done('gas'),
  'done, water': done('water'),
  'done, heat': done('heat'),
  'done, sewage': done('sewage'),
  'nothing reached': nothingReached(),
  'not trustworthy': done('gas', 2e-3),
  cancelled: failed(running('gas', 4), { kind: 'cancelled', detail: '' }),
  refused: failed(startedLeak(inStreet('gas')), {
    kind: 'invalid',
    detail: 'leak-gas: pipe RQ1~RQ2~1: status is abandoned (废弃), expected in use: nothing is known to be in it',
  }),
  failed: failed(startedLeak(inStreet('gas')), { kind: 'failed', detail: 'worker: out of memory' }),
}

/** Leaks in every state, and the form that asks for one. */
export function LeakSheet(look: SheetProps) {
  const asset = { ...pipe, id: LEAKING, discipline: 'gas', diameter_mm: 200 }
  const forms = {
    gas: { leakPlan: { state: 'loaded', value: leakPlan } },
    'without files': { leakPlan: { state: 'failed', failure: { kind: 'not-found', detail: '' } } },
  } as const
  return (
    <>
      {Object.entries(forms).map(([name, state]) => (
        <Shown key={name} name={`LeakForm · ${name}`}>
          <Sample {...look} state={{ leakForm: LEAKING, ...state }}>
            <LeakForm asset={asset} />
          </Sample>
        </Shown>
      ))}
      {Object.entries(LEAKS).map(([name, leak]) => (
        <Shown key={name} name={`LeakPanel · ${name}`}>
          <Sample {...look} state={{ leak }}>
            <LeakPanel />
          </Sample>
        </Shown>
      ))}
    </>
  )
}
