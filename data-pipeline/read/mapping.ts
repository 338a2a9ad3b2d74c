import { basename } from 'node:path'
import { z } from 'zod'
import { UnusableInput } from '../check/finding.ts'
import { readInputText } from './input-file.ts'
import type { ColumnAliases } from './table.ts'

/**
 * Field mapping of one survey: what its columns and codes are called.
 * `{ "points": { "Exp_No": "管点编号" }, "lines": { "PSize": ["管径", "断面尺寸"] }, "codes": { "Material": { "铸铁": "ZT" } },
 * "layers": { "ws_pipe": "sewer" } }`
 */
const mappingSchema = z.strictObject({
  points: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  lines: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
  /** field → value in the file → value the pipeline knows */
  codes: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** layer of a GeoPackage, or name of a vector file without extension → discipline */
  layers: z.record(z.string(), z.string()).default({}),
})
export type Mapping = z.infer<typeof mappingSchema>

export const NO_MAPPING: Mapping = { points: {}, lines: {}, codes: {}, layers: {} }

/** Reads a mapping file; throws UnusableInput when it is not one. */
export async function readMapping(path: string): Promise<Mapping> {
  return await readJson(path, mappingSchema, { zh: '映射文件', en: 'mapping file' })
}

/** Reads a JSON file of a known shape; throws UnusableInput naming the first fault. */
export async function readJson<Shape extends z.ZodType>(
  path: string,
  schema: Shape,
  what: { readonly zh: string; readonly en: string },
): Promise<z.infer<Shape>> {
  const file = basename(path)
  const text = await readInputText(path)
  const parsed = parse(text, schema)
  if (parsed.success) return parsed.data
  const fault: unknown = parsed.error
  const detail =
    fault instanceof z.ZodError
      ? fault.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
      : String(fault)
  throw new UnusableInput(
    'bad-json',
    { zh: `${what.zh}不可用：${detail}`, en: `unusable ${what.en}: ${detail}` },
    { file },
  )
}

function parse<Shape extends z.ZodType>(text: string, schema: Shape) {
  try {
    return schema.safeParse(JSON.parse(text))
  } catch (error) {
    return { success: false as const, error }
  }
}

/** The built-in aliases with the survey's own names before them. */
export function withMapping(aliases: ColumnAliases, own: Mapping['points']): ColumnAliases {
  const known = new Set([...Object.keys(aliases), ...Object.keys(own)])
  return Object.fromEntries([...known].map((name) => [name, [own[name] ?? [], aliases[name] ?? []].flat()]))
}
