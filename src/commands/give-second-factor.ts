import type { Result } from '../domain/result.ts'
import type { SecondFactor } from '../ports/records.ts'
import type { CommandContext } from './context.ts'

/** Asks how the second factor is given; where no device is bound yet a new key is made. */
export async function askSecondFactor({ ports }: CommandContext): Promise<Result<SecondFactor>> {
  return await ports.session.secondFactor()
}

/** Gives the code that a device shows; what was wrong comes back to the form. The role holds from now on. */
export async function giveCode(
  { ports }: CommandContext,
  factors: readonly string[],
  code: string,
): Promise<Result<null>> {
  return await ports.session.giveCode(factors, code)
}
