import type { Localized } from '../localized.ts'

/** What can compute a flood: a graphics card, WASM with or without threads, plain TypeScript. */
export type FloodBackend = 'webgpu' | 'threads' | 'single' | 'typescript'

/** What computes a flood. */
export interface ComputedBy {
  readonly backend: FloodBackend
  /** which one it is, and why none that would be faster, for the user */
  readonly told: Localized
}
