import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'

/** Reads the public manifest: name, datum, bounds and the public layers of the city. */
export async function loadCity({ store, ports }: CommandContext): Promise<void> {
  store.setState({ city: { state: 'loading' } })
  store.setState({ city: settled(await ports.city.publicManifest()) })
}
