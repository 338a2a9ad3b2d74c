import type { z } from 'zod'
import zhCN from 'zod/v4/locales/zh-CN.js'
import type { Localized } from '../src/domain/localized.ts'

const CHINESE = zhCN().localeError

/** What of an input does not fit. */
export interface InputFault {
  /** its fields from the outside in, joined by dots; '' = the whole */
  readonly place: string
  readonly said: Localized
}

/** An input, or what of it does not fit, a line a fault; a field has the name that it has in a file, in both languages. */
type InputRead<Input> =
  | { readonly ok: true; readonly input: Input }
  | { readonly ok: false; readonly faults: readonly Localized[] }

/** Reads an input by its schema. */
export function readInput<Input>(schema: z.ZodType<Input>, given: unknown): InputRead<Input> {
  const read = schema.safeParse(given)
  if (read.success) return { ok: true, input: read.data }
  return {
    ok: false,
    faults: inputFaults(schema, given, read.error).map(({ place, said }) => ({
      zh: `${place || '输入'}：${said.zh}`,
      en: `${place || 'input'}: ${said.en}`,
    })),
  }
}

/**
 * What does not fit, in both languages. A check of a schema's own says the Chinese in `params: { zh }` beside its message.
 *
 * @param error  of the same schema and input
 */
export function inputFaults(schema: z.ZodType, given: unknown, error: z.ZodError): InputFault[] {
  // the same once more for its words
  const inChinese = schema.safeParse(given, { error: CHINESE }).error?.issues ?? []
  return error.issues.map((issue, n) => {
    const own: unknown = issue.code === 'custom' ? issue.params?.zh : undefined
    const zh = typeof own === 'string' ? own : (inChinese[n]?.message ?? issue.message)
    return { place: issue.path.join('.'), said: { zh, en: issue.message } }
  })
}
