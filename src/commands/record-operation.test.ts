import { expect, it } from 'vitest'
import { aPage, NOON, PIPE } from '../../tests/kit/a-page.ts'
import { until } from '../../tests/kit/until.ts'
import type { OperationEntry } from '../domain/asset/operation-kinds.ts'
import type { RecordVersion } from '../ports/records.ts'

const leak: OperationEntry = {
  ...{ kind: 'leak', doneOn: '2026-03-01', finding: '焊口渗漏', grade: null },
  ...{ cost_10k_cny: null, nextDueOn: null, chainage_m: 12.5 },
}
const valid: RecordVersion = {
  ...{ from: NOON, to: null, by: null, build: 'build-1' },
  ...{ source: 'JSLINE.csv:2', isGone: false, changes: {} },
}

it('shows a record once it is stored, and no longer when it is taken back', async () => {
  const { commands, store } = aPage()
  await commands.signIn('duty@demo', 'p')
  await commands.openAsset(PIPE)
  const shown = () => {
    const { lifecycle } = store.getState().selection
    return lifecycle.state === 'loaded' ? lifecycle.value.operations : []
  }
  const stored = await commands.recordOperation(PIPE, leak)
  expect(shown()).toMatchObject([{ kind: 'leak', recordedBy: 'duty@demo', isMine: true }])
  if (stored.ok) await commands.withdrawOperation(PIPE, stored.value.id)
  expect(shown()).toEqual([])
})

it('reads the versions of an asset when their tab is opened, and not before', async () => {
  const { commands, store } = aPage({ versions: new Map([[PIPE, [valid]]]) })
  await commands.signIn('planner@demo', 'p')
  await commands.openAsset(PIPE)
  expect(store.getState().selection.versions.state).toBe('idle')
  commands.showTab('versions')
  await until(() => expect(store.getState().selection.versions).toEqual({ state: 'loaded', value: [valid] }))
})
