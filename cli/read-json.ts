import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { inputFaults } from '../workers/read-input.ts'
import { type Fault, faultOf, Refusal } from '../workers/refusal.ts'

/**
 * Reads a file of JSON that fits a schema.
 *
 * @throws  Refusal with every fault, each with the item it is of
 */
export async function readJson<Value>(path: string, schema: z.ZodType<Value>): Promise<Value> {
  const text = await readFile(path, 'utf8').catch(() => refuse(faultOf(path, '无法读取', 'cannot be read')))
  const given = parse(path, text)
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new Refusal(
    inputFaults(schema, given, parsed.error).map(({ place, said }) => faultOf(place || path, said.zh, said.en)),
  )
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return refuse(faultOf(path, `不是 JSON（${why}）`, why))
  }
}

function refuse(fault: Fault): never {
  throw new Refusal([fault])
}
