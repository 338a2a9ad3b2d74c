import type { Caller, Database } from '../database/database.ts'

type Action = 'read' | 'write'

/** Asks the policies on realtime.messages what a caller may do. */
export interface Permissions {
  may(caller: Caller, topic: string, action: Action): Promise<boolean>
  /** those of `topics` that the caller may read now */
  readable(caller: Caller, topics: readonly string[]): Promise<ReadonlySet<string>>
}

interface Question {
  readonly topic: string
  readonly answer: (isPermitted: boolean) => void
  readonly fail: (error: unknown) => void
}

/**
 * Questions of one caller that come together (a page joins dozens of topics at once) are one transaction, which is
 * rolled back.
 */
export function createPermissions(database: Database): Permissions {
  const open = new Map<string, { caller: Caller; action: Action; questions: Question[] }>()

  async function ask(caller: Caller, topics: readonly string[], action: Action): Promise<ReadonlySet<string>> {
    let permitted: readonly string[] = []
    try {
      await database.transaction(async (query) => {
        const [row] = await query<{ topics: string[] }>(
          `select to_jsonb(realtime.permitted_topics(
             array(select jsonb_array_elements_text($1::text::jsonb)), $2, $3::text::jsonb, $4)) as topics`,
          [JSON.stringify(topics), caller.role, JSON.stringify({ ...caller.claims, role: caller.role }), action],
        )
        permitted = row?.topics ?? []
        throw new RollBack()
      })
    } catch (error) {
      if (!(error instanceof RollBack)) throw error
    }
    return new Set(permitted)
  }

  return {
    readable: (caller, topics) => ask(caller, topics, 'read'),
    may(caller, topic, action) {
      const key = callerKey(caller) + action
      return new Promise((answer, fail) => {
        const group = open.get(key)
        if (group) {
          group.questions.push({ topic, answer, fail })
          return
        }
        const questions: Question[] = [{ topic, answer, fail }]
        open.set(key, { caller, action, questions })
        setImmediate(() => {
          open.delete(key)
          ask(caller, [...new Set(questions.map((question) => question.topic))], action).then(
            (permitted) => {
              for (const question of questions) question.answer(permitted.has(question.topic))
            },
            (error: unknown) => {
              for (const question of questions) question.fail(error)
            },
          )
        })
      })
    },
  }
}

/** Equal for callers to whom every policy answers the same. */
export function callerKey(caller: Caller): string {
  return JSON.stringify([caller.role, caller.claims])
}

class RollBack extends Error {}
