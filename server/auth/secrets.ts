import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const secret = z.string().min(32)
const secretsSchema = z.object({
  /** signs access tokens */
  auth: secret,
  /** signs grants over internal files */
  grant: secret,
  /** what devices send to /ingest */
  ingestKey: secret,
  /** lite's service key; never leaves this process */
  serviceKey: secret,
  /** opens REST and Realtime for the page and gives no right */
  publishableKey: secret,
})
export type Secrets = z.infer<typeof secretsSchema>

/** The random secrets of one city's data directory, made at its first start and readable by its owner alone. */
export async function openSecrets(directory: string): Promise<Secrets> {
  await mkdir(directory, { recursive: true })
  const file = join(directory, 'secrets.json')
  const random = () => randomBytes(32).toString('base64url')
  const fresh: Secrets = {
    auth: random(),
    grant: random(),
    ingestKey: random(),
    serviceKey: `sb_secret_${random()}`,
    publishableKey: `sb_publishable_${random()}`,
  }
  try {
    writeFileSync(file, JSON.stringify(fresh, null, 2), { mode: 0o600, flag: 'wx' })
    return fresh
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  }
}
