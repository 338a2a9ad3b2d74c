import type { CommandContext } from './context.ts'

/** [ms] of work after which the page may draw */
const TURN = 12

/** Carries out something large that pauses now and then, and lets the page draw between. */
export async function inTurns<Value>({ clock }: CommandContext, steps: Generator<void, Value>): Promise<Value> {
  let began = clock.now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (clock.now() - began < TURN) continue
    await clock.wait(0)
    began = clock.now()
  }
}
