import { expect, it } from 'vitest'
import { aPage } from '../../tests/kit/a-page.ts'
import { until } from '../../tests/kit/until.ts'

it('what devices of the city sent is told to its staff, and not asked for an enterprise', async () => {
  const { commands, store } = aPage()
  commands.openTwin()
  await until(() => expect(store.getState().session.state).toBe('loaded'))
  await commands.signIn('planner@demo', 'p')
  await until(() => expect(store.getState().ingest).toMatchObject({ state: 'loaded', value: { unknown: 0 } }))
  await commands.signIn('enterprise@demo', 'p')
  await until(() => expect(store.getState().sensors.state).toBe('loaded'))
  expect(store.getState().ingest).toEqual({ state: 'idle' })
})
