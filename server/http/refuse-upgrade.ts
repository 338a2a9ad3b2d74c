import type { Duplex } from 'node:stream'

/**
 * Answers a request for a socket with an HTTP status and closes it; one that is not answered leaves a browser waiting
 * for good, and it does not try again.
 *
 * @param status  code and phrase, "404 Not Found"
 */
export function refuseUpgrade(stream: Duplex, status: string, error: string): void {
  const body = JSON.stringify({ error })
  stream.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
