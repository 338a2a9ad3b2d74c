import { maySeeIngest } from '../domain/access/audience.ts'
import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'

/** Reads what devices sent of late and could not be stored; a failed re-read is shown, for counts that stand still say nothing. */
export async function loadIngest({ store, ports }: CommandContext): Promise<void> {
  const { session } = store.getState()
  if (session.state !== 'loaded' || !session.value || !maySeeIngest(session.value.role)) return
  const ingest = settled(await ports.records.ingest())
  // an answer that comes after a sign-out is nobody's
  if (store.getState().session.state === 'loaded') store.setState({ ingest })
}
