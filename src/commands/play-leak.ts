import type { Leak } from '../state/leak.ts'
import type { CommandContext } from './context.ts'
import { type Played, playFrames, showFrame } from './play-frames.ts'

const LEAK: Played<Leak> = {
  read: ({ leak }) => leak,
  write: (leak) => ({ leak }),
  identity: ({ scenario }) => scenario,
  isComputing: ({ stage }) => stage.state === 'running',
  look: {},
}

/** Shows one frame of the leak, by its place; playing ends. */
export function showLeakFrame(context: CommandContext, place: number): void {
  showFrame(context, LEAK, place)
}

/** Plays the leak; null lets it stand. @param pace  simulated seconds in a second */
export function playLeak(context: CommandContext, pace: number | null): void {
  playFrames(context, LEAK, pace)
}
