import { type OpenDatabase, openDatabase as openEmbedded } from '../../server/database/open.ts'
import { openOnServer, standing } from './back-ends.ts'

export type { OpenDatabase }

/** A city's database on what tests stand on; on a server its folder holds the build alone. */
export async function openDatabase(options: Parameters<typeof openEmbedded>[0]): Promise<OpenDatabase> {
  return standing() === 'embedded' ? openEmbedded(options) : openOnServer()
}
