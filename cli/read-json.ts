import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { Refusal } from '../workers/refusal.ts'

/**
 * Reads a file of JSON that fits a schema.
 *
 * @throws  Refusal with every fault, each with the item it is of
 */
export async function readJson<Value>(path: string, schema: z.ZodType<Value>): Promise<Value> {
  const text = await readFile(path, 'utf8').catch(() => refuse(`${path}: cannot be read`))
  const parsed = schema.safeParse(parse(path, text))
  if (parsed.success) return parsed.data
  throw new Refusal(
    parsed.error.issues.map(({ path: item, message }) => `${item.map(String).join('.') || path}: ${message}`),
  )
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return refuse(`${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function refuse(fault: string): never {
  throw new Refusal([fault])
}
