import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DEMO_PASSWORD } from '../../server/auth/demo-users.ts'
import { openSecrets } from '../../server/auth/secrets.ts'
import type { Database } from '../../server/database/database.ts'
import { openLockedDatabase } from '../../server/database/open.ts'
import { type RunningServer, startServer } from '../../server/start.ts'
import { type HostedSupabase, startHostedSupabase } from '../kit/gotrue/hosted-supabase.ts'
import { openOnServer, standing } from './back-ends.ts'
import { tinyRows, writeTinyBuild } from './tiny-city.ts'
import { startTinyServer } from './tiny-server.ts'

export interface HostedCity {
  /** `lifeline start --attach`: page, tiles, documents, administration */
  readonly server: RunningServer
  readonly supabase: HostedSupabase
  /** of Supabase */
  readonly database: Database
  close(): Promise<void>
}

/**
 * The tiny city on a stand-in of Supabase, with our server beside it. Its users are those of an example city.
 *
 * @param options.distDirectory  where the pages lie; there are none as a rule
 * @param options.serviceKey     of our server; the right one as a rule
 */
export async function startHostedCity(
  options: { readonly distDirectory?: string; readonly serviceKey?: string } = {},
): Promise<HostedCity> {
  const [behind, beside] = await Promise.all([folder(), folder()])
  const directory = join(behind, 'tiny')
  const opened =
    standing() === 'embedded'
      ? await openLockedDatabase({ directory, cacheDirectory: resolve('.lifeline/cache') })
      : await openOnServer()
  const tiny = await startTinyServer(true, { dataDirectory: behind, openDatabase: async () => opened })
  const { auth } = await openSecrets(directory)
  const supabase = await startHostedSupabase({
    backend: { url: tiny.server.url, publishableKey: tiny.publishableKey, authSecret: auth },
    database: opened.database,
    password: DEMO_PASSWORD,
  })
  await writeTinyBuild(beside, tinyRows, 'build-1', true)
  const server = await startServer({
    city: 'tiny',
    dataDirectory: beside,
    publicTiles: join(beside, 'public'),
    distDirectory: options.distDirectory ?? join(beside, 'dist'),
    port: 0,
    hosted: {
      url: supabase.url,
      publishableKey: supabase.publishableKey,
      serviceKey: options.serviceKey ?? supabase.serviceKey,
    },
  })
  await server.ready
  return {
    server,
    supabase,
    database: opened.database,
    async close() {
      await server.close()
      await supabase.close()
      await tiny.close()
      await rm(beside, { recursive: true, force: true })
    },
  }
}

function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'lifeline-'))
}
