import type { Localized } from '../src/domain/localized.ts'
import { fail, type Result, succeed } from '../src/domain/result.ts'
import type { Host, RunSummary, Simulation } from './contract.ts'
import { readInput } from './read-input.ts'
import { Refusal } from './refusal.ts'

/**
 * Checks an input and runs a simulation to its end, handing each frame on before the next is computed.
 * An input that does not fit or is refused is `invalid`, with a line a fault; anything thrown by the run is `failed`.
 *
 * @param people  what they ordered since it was last asked, and what tells them what the run is at
 */
export async function drive<Input, Frame, Outcome>(
  simulation: Simulation<Input, Frame, Outcome>,
  input: unknown,
  onFrame: (frame: Frame) => void | Promise<void>,
  people: Pick<Host, 'orders' | 'tell'> = {},
): Promise<Result<RunSummary<Outcome>>> {
  const read = readInput(simulation.input, input)
  if (!read.ok) return refused(simulation, read.faults)
  try {
    const run = simulation.run(read.input, { now: () => performance.now(), ...people })
    for (;;) {
      const step = await run.next()
      if (step.done) return succeed(step.value)
      await onFrame(step.value)
    }
  } catch (error) {
    if (error instanceof Refusal) return refused(simulation, error.told)
    return fail('failed', error instanceof Error ? error.message : String(error))
  }
}

function refused(
  { id }: Pick<Simulation<unknown, unknown, unknown>, 'id'>,
  faults: readonly Localized[],
): Result<never> {
  const message = { zh: faults.map(({ zh }) => zh).join('\n'), en: faults.map(({ en }) => en).join('\n') }
  return fail('invalid', `${id}: ${faults.map(({ en }) => en).join('; ')}`, message)
}
