import type { TwinState } from '../state/store.ts'
import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'

const FIGURES_MILLISECONDS = 30_000

/** Reads the figures of the city. A failed re-read keeps those that are there: their time says that they are old. */
export async function loadFigures({ store, ports }: CommandContext): Promise<void> {
  const person = personOf(store.getState())
  if (person === null) return
  if (store.getState().figures.state !== 'loaded') store.setState({ figures: { state: 'loading' } })
  const figures = await ports.records.figures()
  const now = store.getState()
  // an answer that comes after a sign-out is nobody's
  if (personOf(now) !== person || (!figures.ok && now.figures.state === 'loaded')) return
  store.setState({ figures: settled(figures) })
}

/** Keeps the figures of the city no older than 30 s while somebody is signed in. Returns what ends it. */
export function watchFigures(context: CommandContext): () => void {
  const { store, clock } = context
  const stopListening = store.subscribe((state, before) => {
    if (personOf(state) !== personOf(before)) void loadFigures(context)
  })
  const stopAsking = clock.every(FIGURES_MILLISECONDS, () => void loadFigures(context))
  void loadFigures(context)
  return () => {
    stopListening()
    stopAsking()
  }
}

function personOf({ session }: TwinState): string | null {
  return session.state === 'loaded' ? (session.value?.userId ?? null) : null
}
