/** Wrong passwords within this [ms] count together. */
const WINDOW = 5 * 60_000
const MOST_PER_ACCOUNT = 5
const MOST_PER_ADDRESS = 20

/**
 * Slows down guessing: after 5 wrong passwords of an account or 20 of an address in 5 minutes both must wait. An attempt
 * counts as wrong from its beginning, so that many at once are not all let through.
 */
export interface SignInLimiter {
  /** begins an attempt: seconds to wait instead, or 0 when it may go on */
  attempt(account: string, address: string): number
  /** the password was right: forgets the account's wrong ones, and this attempt of the address */
  succeeded(account: string, address: string): void
  /** nobody could say whether it was right: takes the attempt back */
  undecided(account: string, address: string): void
}

/** @param now  a clock that nobody moves [ms] */
export function createSignInLimiter(now: () => number = () => performance.now()): SignInLimiter {
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

  const takeBack = (key: string) => void failures.get(key)?.pop()

  return {
    attempt(account, address) {
      const keys = [accountKey(account), addressKey(address)] as const
      const seconds = Math.max(wait(keys[0], MOST_PER_ACCOUNT), wait(keys[1], MOST_PER_ADDRESS))
      if (seconds > 0) return seconds
      for (const key of keys) failures.set(key, [...recent(key), now()])
      // Keys of accounts that were only guessed once must not pile up.
      if (failures.size > 10_000) for (const key of [...failures.keys()]) recent(key)
      return 0
    },
    succeeded(account, address) {
      failures.delete(accountKey(account))
      takeBack(addressKey(address))
    },
    undecided(account, address) {
      takeBack(accountKey(account))
      takeBack(addressKey(address))
    },
  }
}
