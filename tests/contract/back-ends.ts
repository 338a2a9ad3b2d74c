import { type OpenDatabase, openServerDatabase } from '../../server/database/open.ts'
import { preparationScript } from '../../server/database/prepare-postgres.ts'
import { type Cluster, startCluster } from './postgres-cluster.ts'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

/** What a city can be served from; every test of the server's answers holds on both. */
export const backEnds = ['embedded', 'PostgreSQL 15'] as const

export type BackEnd = (typeof backEnds)[number]

let current: BackEnd = 'embedded'

/** What `aLiveCity` and `openDatabase` open from now on: tests/contract/on-postgres runs tests of other files again. */
export function standOn(chosen: BackEnd): void {
  current = chosen
}

export function standing(): BackEnd {
  return current
}

/** A PostgreSQL 15 as a superuser leaves it for a role that is none, and that role's address. */
export async function startPreparedCluster(): Promise<{ readonly cluster: Cluster; readonly url: string }> {
  const cluster = startCluster()
  await cluster.sql('supervisor', preparationScript('lifeline', 'lifeline')).catch((error: unknown) => {
    cluster.stop()
    throw error
  })
  return { cluster, url: cluster.url('lifeline', 'lifeline') }
}

/** A prepared cluster with its database open; closing it ends both. */
export async function openOnServer(): Promise<OpenDatabase> {
  const { cluster, url } = await startPreparedCluster()
  try {
    const open = await openServerDatabase(url)
    return { ...open, close: () => open.close().finally(() => cluster.stop()) }
  } catch (error) {
    cluster.stop()
    throw error
  }
}

/** The tiny server on a back end of its own. */
export async function startTinyServerOn(backEnd: BackEnd): Promise<TinyServer> {
  if (backEnd === 'embedded') return startTinyServer()
  const { cluster, url } = await startPreparedCluster()
  const tiny = await startTinyServer(true, { databaseUrl: url }).catch((error: unknown) => {
    cluster.stop()
    throw error
  })
  return { ...tiny, close: () => tiny.close().finally(() => cluster.stop()) }
}
