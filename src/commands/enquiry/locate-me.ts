import { askCell } from './ask-cell.ts'
import type { EnquiryContext } from './context.ts'

/** Asks the device where it is, and then about that place. */
export async function locateMe(context: EnquiryContext): Promise<void> {
  const { store, ports } = context
  if (store.getState().location.state === 'asking') return
  store.setState({ location: { state: 'asking' } })
  const where = await ports.location.where()
  if (!where.ok) {
    store.setState({ location: { state: 'failed', failure: where.failure }, sheet: 'half' })
    return
  }
  await askCell(context, { ...where.value, by: 'location', name: null })
}
