import { describe, expect, it, vi } from 'vitest'
import type { Caller, Database } from '../database/database.ts'
import { createJournal } from './journal.ts'

/** A journal whose minutes end when a test says so, and what it wrote: kind, account or person, count, addresses. */
function aJournal() {
  const written: unknown[][] = []
  const state = { isAway: false, callers: new Set<Caller['role']>() }
  const database = {
    asCaller: async (caller: Caller, work: (query: unknown) => Promise<unknown>) => {
      state.callers.add(caller.role)
      return work(async (_sql: string, parameters: unknown[]) => {
        if (state.isAway) throw new Error('away')
        const [kind, person, account, addresses, objects, count] = parameters
        written.push([kind, person ?? account, count, JSON.parse(String(addresses)), JSON.parse(String(objects))])
        return []
      })
    },
  } as unknown as Database
  let flush = () => {}
  const journal = createJournal(database, {
    now: () => 0,
    every: (given) => {
      flush = given
      return () => {}
    },
  })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  const endMinute = () => {
    flush()
    return settled()
  }
  return { journal, written, state, settled, endMinute }
}

describe('the journal', () => {
  it('writes every sign-in by itself, under its own role', async () => {
    const { journal, written, state } = aJournal()
    await journal.signedIn('li', '1.1.1.1')
    await journal.signedOut('li', '1.1.1.1')
    expect(written).toEqual([
      ['sign-in', 'li', 1, ['1.1.1.1'], []],
      ['sign-out', 'li', 1, ['1.1.1.1'], []],
    ])
    expect([...state.callers]).toEqual(['lifeline_audit'])
  })

  it('writes the first wrong password at once and counts the others of the minute, however it is spelled', async () => {
    const { journal, written, settled, endMinute } = aJournal()
    const guess = (account: string, address: string) => journal.failedSignIn('sign-in-failed', account, address)
    guess('Li@x', '1.1.1.1')
    await settled()
    expect(written).toEqual([['sign-in-failed', 'li@x', 1, ['1.1.1.1'], []]])
    for (let n = 0; n < 1000; n++) guess(' li@X', '2.2.2.2')
    await endMinute()
    expect(written.slice(1)).toEqual([['sign-in-failed', 'li@x', 1000, ['2.2.2.2'], []]])
    await endMinute()
    await endMinute()
    expect(written).toHaveLength(2)
  })

  it('writes 21 entries of a kind at most, however many accounts are guessed, and loses no count', async () => {
    const { journal, written, settled, endMinute } = aJournal()
    for (let n = 0; n < 5000; n++) journal.failedSignIn('sign-in-failed', `guess${n}@x`, `10.0.${n >> 8}.${n & 255}`)
    await settled()
    expect(written).toHaveLength(21)
    await endMinute()
    expect(written.reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(5000)
    expect(written.at(-1)).toEqual(['sign-in-failed', null, 4980, expect.any(Array), []])
    expect(written.at(-1)?.[3]).toHaveLength(10)
  })

  it('counts refusals by their kind and the person, and names what was refused', async () => {
    const { journal, written, settled, endMinute } = aJournal()
    journal.denied('tiles/demo', 'li', '1.1.1.1')
    journal.denied('document/1', 'li', '1.1.1.1')
    await settled()
    journal.denied('document/2', 'li', '1.1.1.1')
    journal.denied('document/3', 'li', '1.1.1.1')
    journal.denied('document/3', null, '1.1.1.1')
    await endMinute()
    expect(written.toSorted()).toEqual(
      [
        ['denied', 'li', 1, ['1.1.1.1'], ['tiles/demo']],
        ['denied', 'li', 1, ['1.1.1.1'], ['document/1']],
        ['denied', 'li', 2, ['1.1.1.1'], ['document/2', 'document/3']],
        ['denied', null, 1, ['1.1.1.1'], ['document/3']],
      ].toSorted(),
    )
  })

  it('counts on while the database is away, and writes when it is closed', async () => {
    const complain = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { journal, written, state, settled, endMinute } = aJournal()
    state.isAway = true
    journal.denied('tiles/demo', 'li', '1.1.1.1')
    await settled()
    journal.denied('tiles/demo', 'li', '2.2.2.2')
    await endMinute()
    expect(written).toEqual([])
    expect(complain).toHaveBeenCalled()
    complain.mockRestore()
    state.isAway = false
    await journal.close()
    expect(written).toEqual([['denied', 'li', 2, ['1.1.1.1', '2.2.2.2'], ['tiles/demo']]])
    await expect(journal.signedIn('li', '')).resolves.toBeUndefined()
  })

  it('gives no sign-in that it cannot note', async () => {
    const { journal, state } = aJournal()
    state.isAway = true
    await expect(journal.signedIn('li', '1.1.1.1')).rejects.toThrow('away')
  })
})
