import { describe, expect, it } from 'vitest'
import { fail, succeed } from '../../domain/result.ts'
import type { AdminPort, AuditCheck, AuditEntry } from '../../ports/admin.ts'
import { createAdminStore, readAdminTab, withAdminTab } from '../../state/admin.ts'
import { createAdminCommands } from './index.ts'

const entry = (seq: number): AuditEntry => ({
  seq,
  at: 0,
  actor: '李华',
  role: 'admin',
  action: 'invite',
  object: 'user/1',
  detail: {},
})

/** A desk whose backend answers what a test says; whatever else is asked for is a mistake of the test. */
function aDesk(admin: Partial<AdminPort>) {
  const store = createAdminStore('audit', '')
  return { store, desk: createAdminCommands({ store, admin: admin as AdminPort }) }
}

/** Follows stretches of 2 entries; from `broken` on nothing follows. */
const chainOf = (newest: number, broken: number | null): Partial<AdminPort> => ({
  checkAudit: async (after): Promise<{ ok: true; value: AuditCheck }> => {
    const checkedTo = Math.min(after + 2, newest)
    return broken !== null && broken <= checkedTo
      ? { ok: true, value: { checkedTo: after, broken, isDone: true } }
      : { ok: true, value: { checkedTo, broken: null, isDone: checkedTo === newest } }
  },
})

describe('the chain of the audit', () => {
  it('is followed to its end', async () => {
    const { store, desk } = aDesk(chainOf(5, null))
    await desk.checkChain()
    expect(store.getState().chain).toEqual({ state: 'whole', checkedTo: 5 })
  })

  it('is said to be broken at the first entry that does not follow', async () => {
    const { store, desk } = aDesk(chainOf(5, 4))
    await desk.checkChain()
    expect(store.getState().chain).toEqual({ state: 'broken', at: 4 })
  })

  it('is not called whole when the backend fails or somebody stops the check', async () => {
    const failing = aDesk({ checkAudit: async () => fail('offline', 'gone') })
    await failing.desk.checkChain()
    expect(failing.store.getState().chain).toMatchObject({ state: 'failed', failure: { kind: 'offline' } })
    const stopped = aDesk(chainOf(5, null))
    const check = stopped.desk.checkChain()
    stopped.desk.stopChainCheck()
    await check
    expect(stopped.store.getState().chain).toEqual({ state: 'idle' })
  })
})

describe('entries of the audit', () => {
  it('are those of the last filter, however late an earlier answer comes', async () => {
    let answerFirst = () => {}
    const first = new Promise<void>((resolve) => {
      answerFirst = resolve
    })
    const { store, desk } = aDesk({
      audit: async ({ actor }) => {
        if (actor === '李') await first
        return succeed([entry(actor === '李' ? 1 : 2)])
      },
    })
    const early = desk.filterAudit({ actor: '李' })
    await desk.filterAudit({ actor: '王' })
    answerFirst()
    await early
    expect(store.getState().entries).toEqual({ state: 'loaded', value: [entry(2)] })
  })

  it('go on below the oldest one that is shown', async () => {
    const page = (from: number, count: number) => Array.from({ length: count }, (_, back) => entry(from - back))
    const { store, desk } = aDesk({
      audit: async (_, before) => succeed(before === null ? page(60, 50) : page(before - 1, 10)),
    })
    await desk.filterAudit({})
    expect(store.getState().older).toBe('some')
    await desk.loadOlderAudit()
    const { entries, older } = store.getState()
    expect(entries.state === 'loaded' && entries.value.map(({ seq }) => seq)).toEqual(
      page(60, 60).map(({ seq }) => seq),
    )
    expect(older).toBe('none')
  })

  it('are gone for whoever signs in next', async () => {
    const { store, desk } = aDesk({ audit: async () => succeed([entry(1)]) })
    await desk.filterAudit({ actor: '李' })
    desk.leave()
    expect(store.getState()).toMatchObject({ tab: 'audit', entries: { state: 'idle' }, auditFilter: { actor: '' } })
  })
})

describe('a class of secrecy', () => {
  const lists = { layers: [], fields: [], assets: [], totalAssets: 0 }
  const target = { table: 'field', column: 'material' } as const

  it('is read again once it was changed, with the reason that was given', async () => {
    const asked: unknown[] = []
    const { store, desk } = aDesk({
      secrecy: async () => succeed({ ...lists, totalAssets: asked.length }),
      setSecrecy: async (...change) => {
        asked.push(change)
        return succeed(null)
      },
    })
    await desk.loadTab('secrecy')
    expect(await desk.setSecrecy(target, 2, '定密通知 3 号')).toMatchObject({ ok: true })
    expect(asked).toEqual([[target, 2, '定密通知 3 号']])
    expect(store.getState().secrecy).toEqual({ state: 'loaded', value: { ...lists, totalAssets: 1 } })
  })

  it('that is refused leaves the lists as they were', async () => {
    const { store, desk } = aDesk({
      secrecy: async () => succeed(lists),
      setSecrecy: async () => fail('refused', 'no'),
    })
    expect(await desk.setSecrecy(target, 2, 'x')).toMatchObject({ ok: false })
    expect(store.getState().secrecy).toEqual({ state: 'idle' })
  })
})

describe('the address of a tab', () => {
  it('is read as it was written', () => {
    expect(readAdminTab(withAdminTab('?lang=en', 'audit'))).toBe('audit')
    expect(withAdminTab('?', 'audit')).toBe('?part=audit')
    expect(withAdminTab('?lang=en', 'users')).toBe('?lang=en')
    expect(readAdminTab('?part=nothing')).toBe('users')
  })
})
