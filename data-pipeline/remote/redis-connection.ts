import { type ConnectionOptions, RedisConnection } from 'bullmq'

/** A Redis that does not answer, or that refuses. */
export class RedisNotReached extends Error {}

/** @throws TypeError when the URL is none of Redis */
export function connectionOf(url: string): ConnectionOptions {
  if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol))
    throw new TypeError(`${withoutPassword(url)}: expected redis://HOST:PORT`)
  return { url, maxRetriesPerRequest: null }
}

/**
 * Asks a Redis once whether it is there.
 *
 * @throws RedisNotReached with the reason; TypeError when the URL is none of Redis
 */
export async function reachRedis(url: string): Promise<void> {
  const connection = new RedisConnection({ ...connectionOf(url), retryStrategy: () => null })
  let reason = ''
  connection.on('error', (error: Error) => {
    reason ||= error.message
  })
  try {
    await connection.client
    await connection.close()
  } catch (error) {
    throw notReached(url, reason || (error instanceof Error ? error.message : String(error)))
  }
}

export function notReached(url: string, reason: string): RedisNotReached {
  return new RedisNotReached(`Redis ${withoutPassword(url)} 连接不上 cannot be reached: ${reason}`)
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//')
}
