import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import WebSocket from 'ws'

/** Who asks in the suite; nobody is signed in as `anonymous`. */
export const ROLES = ['planner', 'duty', 'leader', 'admin', 'enterprise'] as const
export type Asker = (typeof ROLES)[number] | 'anonymous'
export const ASKERS: readonly Asker[] = [...ROLES, 'anonymous']

/** A server of the city `tiny`, whatever it stands on: the suite needs no more of it. */
export interface Target {
  readonly url: string
  readonly publishableKey: string
  readonly ingestKey: string
  /** of every first user */
  readonly password: string
}

/** A target with everybody signed in. */
export interface Session extends Target {
  readonly as: Readonly<Record<Asker, SupabaseClient>>
}

export function newClient({ url, publishableKey }: Target): SupabaseClient {
  return createClient(url, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: { transport: WebSocket as never },
  })
}

export function emailOf(asker: Asker): string {
  return `${asker}@demo.local`
}

/** @throws Error when somebody cannot sign in */
export async function openSession(target: Target): Promise<Session> {
  const signedIn = await Promise.all(
    ASKERS.map(async (asker) => {
      const client = newClient(target)
      if (asker !== 'anonymous') {
        const { error } = await client.auth.signInWithPassword({ email: emailOf(asker), password: target.password })
        if (error) throw new Error(`openSession: ${asker}: ${error.message}`)
      }
      return [asker, client] as const
    }),
  )
  return { ...target, as: Object.fromEntries(signedIn) as Record<Asker, SupabaseClient> }
}

export async function closeSession({ as }: Session): Promise<void> {
  for (const client of Object.values(as)) {
    await client.removeAllChannels()
    client.realtime.disconnect()
  }
}
