import { expect, it } from 'vitest'
import { aPage, GAUGE, PIPE } from '../../tests/kit/a-page.ts'
import { until } from '../../tests/kit/until.ts'
import { readAddress } from '../state/address.ts'
import { applyAddress } from '../state/bind-address.ts'

const VIEW = 'view=120.35,36.06,150,0,-40'

/** A page opened by a link, by somebody who then signs in. */
async function openedBy(query: string) {
  const page = aPage()
  const address = readAddress(query)
  applyAddress(page.store, address)
  const opening = page.commands.openLink(address)
  page.commands.openTwin()
  await until(() => expect(page.store.getState().session.state).toBe('loaded'))
  await page.commands.signIn('planner@demo', 'p')
  await opening
  return page
}

it('opens the tab that was open, and runs the isolation again where the camera stood', async () => {
  const { store, flights } = await openedBy(`?${VIEW}&asset=${PIPE}&tab=lifecycle&run=isolation`)
  expect(store.getState().tab).toBe('lifecycle')
  expect(store.getState().run).toMatchObject({ state: 'done', subject: PIPE })
  expect(flights).toEqual([])
})

it('opens a sensor on its tab, or on the tab that the link names', async () => {
  expect((await openedBy(`?asset=${PIPE}&sensor=${GAUGE}`)).store.getState().tab).toBe('sensors')
  const { store } = await openedBy(`?asset=${PIPE}&sensor=${GAUGE}&tab=lifecycle`)
  expect([store.getState().tab, store.getState().selection.sensorId]).toEqual(['lifecycle', GAUGE])
})

it('runs nothing that the link does not name, and flies to the asset when no view is given', async () => {
  const { store, flights } = await openedBy(`?asset=${PIPE}`)
  expect(store.getState().run).toBeNull()
  expect(flights).toHaveLength(1)
})
