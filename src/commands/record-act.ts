import type { LogEntry } from '../state/store.ts'
import type { CommandContext } from './context.ts'

/** The oldest lines go first: a shift does not need more, and the page keeps nothing for ever. */
const LONGEST_LOG = 200

/** Writes a line in the hand-over log of the page. */
export function recordAct({ store, clock }: CommandContext, act: LogEntry['act'], subject = '', detail = ''): void {
  store.setState(({ log, session }) => {
    const who = session.state === 'loaded' ? (session.value?.email ?? '') : ''
    return { log: [...log, { at: clock.now(), act, who, subject, detail }].slice(-LONGEST_LOG) }
  })
}
