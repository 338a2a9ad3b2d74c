import { vi } from 'vitest'

/** Longest wait for something that comes by itself, on a machine that other tests keep busy [ms]. */
const PATIENCE = { timeout: 30_000, interval: 25 }

/** Asks again until `check` no longer throws; then answers what it answers. */
export function until<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, PATIENCE)
}
