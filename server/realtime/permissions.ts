import type { Caller, Database } from '../database/database.ts'

type Action = 'read' | 'write'
/** What a policy on realtime.messages may tell apart. */
type Extension = 'broadcast' | 'presence'

/** What a caller may do on one topic. */
export interface Right {
  readonly broadcast: boolean
  readonly presence: boolean
}

/** Asks the policies on realtime.messages what a caller may do. */
export interface Permissions {
  /** @param hasPresence  ask about presence too; it is refused otherwise */
  right(caller: Caller, topic: string, action: Action, hasPresence: boolean): Promise<Right>
  /** what the caller may read now of each topic */
  readable(caller: Caller, topics: readonly { topic: string; hasPresence: boolean }[]): Promise<readonly Right[]>
}

interface Probe {
  readonly topic: string
  readonly extension: Extension
}
interface Question {
  readonly topic: string
  readonly hasPresence: boolean
  readonly answer: (right: Right) => void
  readonly fail: (error: unknown) => void
}

/**
 * Questions of one caller that come together (a page joins dozens of topics at once) are one transaction, which is
 * rolled back.
 */
export function createPermissions(database: Database): Permissions {
  const open = new Map<string, Question[]>()

  async function ask(
    caller: Caller,
    topics: readonly { topic: string; hasPresence: boolean }[],
    action: Action,
  ): Promise<readonly Right[]> {
    const probes = new Map<string, Probe>()
    for (const { topic, hasPresence } of topics) {
      probes.set(`broadcast ${topic}`, { topic, extension: 'broadcast' })
      if (hasPresence) probes.set(`presence ${topic}`, { topic, extension: 'presence' })
    }
    let permitted = new Set<string>()
    try {
      await database.transaction(async (query) => {
        const [row] = await query<{ permitted: Probe[] }>(
          'select realtime.permitted($1::text::jsonb, $2, $3::text::jsonb, $4) as permitted',
          [
            JSON.stringify([...probes.values()]),
            caller.role,
            JSON.stringify({ ...caller.claims, role: caller.role }),
            action,
          ],
        )
        permitted = new Set(row?.permitted.map(({ topic, extension }) => `${extension} ${topic}`))
        throw new RollBack()
      })
    } catch (error) {
      if (!(error instanceof RollBack)) throw error
    }
    return topics.map(({ topic, hasPresence }) => ({
      broadcast: permitted.has(`broadcast ${topic}`),
      presence: hasPresence && permitted.has(`presence ${topic}`),
    }))
  }

  function answer(caller: Caller, action: Action, questions: readonly Question[]): void {
    ask(caller, questions, action).then(
      (rights) => {
        for (const [index, question] of questions.entries())
          question.answer(rights[index] ?? { broadcast: false, presence: false })
      },
      (error: unknown) => {
        for (const question of questions) question.fail(error)
      },
    )
  }

  return {
    readable: (caller, topics) => ask(caller, topics, 'read'),
    right: (caller, topic, action, hasPresence) =>
      new Promise((resolve, reject) => {
        const key = callerKey(caller) + action
        const question: Question = { topic, hasPresence, answer: resolve, fail: reject }
        const questions = open.get(key)
        if (questions) {
          questions.push(question)
          return
        }
        const group = [question]
        open.set(key, group)
        setImmediate(() => {
          open.delete(key)
          answer(caller, action, group)
        })
      }),
  }
}

/** Claims that change with every token of the same person and that no policy goes by. */
const FLEETING = ['iat', 'exp', 'nbf', 'jti']

/** Equal for callers to whom every policy answers the same. */
export function callerKey(caller: Caller): string {
  const claims = Object.entries(caller.claims).filter(([name]) => !FLEETING.includes(name))
  return JSON.stringify([caller.role, claims])
}

class RollBack extends Error {}
