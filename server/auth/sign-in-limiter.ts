/** Wrong passwords within this [ms] count together. */
const WINDOW = 5 * 60_000
const MOST_PER_ACCOUNT = 5
const MOST_PER_ADDRESS = 20

/** Slows down guessing: after 5 wrong passwords of an account or 20 of an address in 5 minutes both must wait. */
export interface SignInLimiter {
  /** seconds to wait, or 0 when the attempt may go on */
  waitFor(account: string, address: string): number
  failed(account: string, address: string): void
  succeeded(account: string): void
}

/** @param now  the clock [ms] */
export function createSignInLimiter(now: () => number = Date.now): SignInLimiter {
  const failures = new Map<string, number[]>()

  function recent(key: string): number[] {
    const kept = (failures.get(key) ?? []).filter((at) => at > now() - WINDOW)
    if (kept.length > 0) failures.set(key, kept)
    else failures.delete(key)
    return kept
  }

  function wait(key: string, most: number): number {
    const times = recent(key)
    const oldest = times[times.length - most]
    return oldest === undefined ? 0 : Math.ceil((oldest + WINDOW - now()) / 1000)
  }

  const accountKey = (account: string) => `account ${account.trim().toLowerCase()}`
  const addressKey = (address: string) => `address ${address}`

  return {
    waitFor: (account, address) =>
      Math.max(wait(accountKey(account), MOST_PER_ACCOUNT), wait(addressKey(address), MOST_PER_ADDRESS)),
    failed(account, address) {
      for (const key of [accountKey(account), addressKey(address)]) failures.set(key, [...recent(key), now()])
      // Keys of accounts that were only guessed once must not pile up.
      if (failures.size > 10_000) for (const key of [...failures.keys()]) recent(key)
    },
    succeeded: (account) => void failures.delete(accountKey(account)),
  }
}
