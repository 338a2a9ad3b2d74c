import { AsyncLocalStorage } from 'node:async_hooks'
import { DatabaseBusyError } from './lock.ts'

const requests = new AsyncLocalStorage<{ isBusy: boolean }>()

/**
 * Runs a request of lite, which turns errors of the database into general ones: answers 503 when it failed because no
 * session could be had or the server is away.
 */
export async function answerBusy(ask: () => Promise<Response>): Promise<Response> {
  const request = { isBusy: false }
  const answer = await requests.run(request, ask)
  if (!request.isBusy || answer.ok) return answer
  const message = 'database busy'
  return Response.json({ code: 'refused', message, msg: message }, { status: 503, headers: { 'Retry-After': '1' } })
}

/** Remembers an error for the request that it happened in, and throws it. */
export function tellBusy(error: unknown): never {
  const request = requests.getStore()
  if (request && error instanceof DatabaseBusyError) request.isBusy = true
  throw error
}
