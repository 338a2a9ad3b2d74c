import { randomBytes, timingSafeEqual } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'

const FILE = 'control.json'
const accessSchema = z.object({ url: z.string(), key: z.string() })

/** What the operator's commands ask of a running server; each answers JSON. */
export type ControlTasks = Readonly<Record<string, (input: unknown) => Promise<unknown>>>

/**
 * A door for commands on this machine: on the loopback whatever the server listens on, its address and a key of this start
 * in the data folder, readable by its owner alone.
 *
 * @returns closes it
 */
export async function openControl(directory: string, tasks: ControlTasks): Promise<() => Promise<void>> {
  const key = randomBytes(32).toString('base64url')
  const server = createServer(async (request, response) => {
    const task = tasks[(request.url ?? '').slice(1)]
    const given = Buffer.from(request.headers.authorization ?? '')
    const expected = Buffer.from(`Bearer ${key}`)
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return answer(401, {})
    if (!task || request.method !== 'POST') return answer(404, {})
    try {
      const chunks: Uint8Array[] = []
      for await (const chunk of request) chunks.push(chunk as Uint8Array)
      return answer(200, (await task(JSON.parse(Buffer.concat(chunks).toString('utf8')))) ?? null)
    } catch (error) {
      return answer(500, { error: error instanceof Error ? error.message : String(error) })
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const file = join(directory, FILE)
  await mkdir(directory, { recursive: true })
  await writeFile(`${file}.new`, JSON.stringify({ url, key }), { mode: 0o600 })
  await rename(`${file}.new`, file)
  return async () => {
    rmSync(file, { force: true })
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }
}

/**
 * Asks the server that serves this city folder.
 *
 * @returns its answer, or undefined when none runs there
 * @throws Error with the server's reason when the task failed
 */
export async function askControl(directory: string, task: string, input: unknown): Promise<unknown> {
  const text = await readFile(join(directory, FILE), 'utf8').catch(() => null)
  if (text === null) return undefined
  const { url, key } = accessSchema.parse(JSON.parse(text))
  const answer = await fetch(`${url}/${task}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
    body: JSON.stringify(input ?? {}),
  }).catch(() => null)
  // a server that was killed leaves its file behind
  if (answer === null || answer.status === 401) return undefined
  const body: unknown = await answer.json()
  if (!answer.ok) throw new Error(z.object({ error: z.string() }).parse(body).error)
  return body
}
