/** Why an input is not computed, one line a fault; each names the item, its value and what was expected. */
export class Refusal extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}
