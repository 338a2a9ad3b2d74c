import { expect, it, vi } from 'vitest'
import { aPage, PIPE } from '../../tests/kit/a-page.ts'
import { until } from '../../tests/kit/until.ts'

it('a search waits for a sign-in: signed out nothing is asked, afterwards it is asked by itself', async () => {
  const { store, commands, backend } = aPage()
  const search = vi.spyOn(backend.records, 'search')
  commands.openTwin()
  await until(() => expect(store.getState().session.state).toBe('loaded'))
  await commands.searchAssets('JS1')
  expect(search).not.toHaveBeenCalled()
  expect(store.getState().search).toEqual({ query: 'JS1', results: { state: 'idle' } })

  await commands.signIn('planner@demo', 'p')
  await until(() => expect(store.getState().search.results.state).toBe('loaded'))
  const { results } = store.getState().search
  expect(results.state === 'loaded' && results.value.map(({ id }) => id)).toEqual([PIPE])
})
