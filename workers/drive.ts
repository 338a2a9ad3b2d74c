import { fail, type Result, succeed } from '../src/domain/result.ts'
import type { Host, RunSummary, Simulation } from './contract.ts'
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
  const parsed = simulation.input.safeParse(input)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`)
    return fail('invalid', `${simulation.id}: ${faults.join('; ')}`)
  }
  try {
    const run = simulation.run(parsed.data, { now: () => performance.now(), ...people })
    for (;;) {
      const step = await run.next()
      if (step.done) return succeed(step.value)
      await onFrame(step.value)
    }
  } catch (error) {
    if (error instanceof Refusal) {
      const { faults, told } = error
      const message = { zh: told.map(({ zh }) => zh).join('\n'), en: told.map(({ en }) => en).join('\n') }
      return fail('invalid', `${simulation.id}: ${faults.join('; ')}`, message)
    }
    return fail('failed', error instanceof Error ? error.message : String(error))
  }
}
