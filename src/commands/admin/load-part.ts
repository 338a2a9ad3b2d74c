import type { Result } from '../../domain/result.ts'
import type { AdminState } from '../../state/admin.ts'
import type { Loadable } from '../../state/store.ts'
import { settled } from '../loading.ts'
import type { AdminContext } from './context.ts'

type Part = 'accounts' | 'organisations' | 'districts' | 'kindLimits' | 'secrecy' | 'system' | 'ingest' | 'health'

/** Reads a part of the page again; what is there stays until the new has come. */
export async function loadPart<Key extends Part>(
  { store }: AdminContext,
  key: Key,
  ask: () => Promise<Result<Extract<AdminState[Key], { state: 'loaded' }>['value']>>,
): Promise<void> {
  const put = (value: Loadable<unknown>) => store.setState({ [key]: value } as Pick<AdminState, Key>)
  if (store.getState()[key].state !== 'loaded') put({ state: 'loading' })
  put(settled(await ask()))
}
