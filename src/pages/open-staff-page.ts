import { loadWords } from '../i18n/words.ts'
import { type Address, readAddress } from '../state/address.ts'
import { openPage } from './open-page.ts'

/** `openPage` of a page with the staff's words: what its address says, and the words of that language. */
export async function openStaffPage(): Promise<Awaited<ReturnType<typeof openPage>> & { readonly address: Address }> {
  const address = readAddress(location.search)
  const [page] = await Promise.all([openPage(), loadWords(address.locale)])
  return { ...page, address }
}
