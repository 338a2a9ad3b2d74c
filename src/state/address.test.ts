import { describe, expect, it } from 'vitest'
import { readAddress, writeAddress } from './address.ts'
import { applyAddress } from './bind-address.ts'
import { createTwinStore } from './store.ts'

const view = { lon: 120.3512345, lat: 36.0612345, height: 152.25, heading: 12.5, pitch: -38 }

function aStore() {
  const store = createTwinStore({ locale: 'zh', now: 0 })
  store.setState({
    view,
    underground: { isOn: true, groundAlpha: 0.35 },
    layers: { hiddenDisciplines: new Set(['gas', 'water']), hiddenLayers: new Set(['buildings']) },
    selection: { ...store.getState().selection, assetId: 'demo/water/JS01~JS02~1', sensorId: 'S 1' },
  })
  return store
}

describe('the address of a page', () => {
  it('gives back the same picture in another tab', () => {
    const here = aStore()
    const there = createTwinStore({ locale: 'zh', now: 0 })
    applyAddress(there, readAddress(writeAddress(here.getState())))
    expect(there.getState().view).toEqual(view)
    expect(there.getState().layers).toEqual(here.getState().layers)
    expect(there.getState().underground).toEqual(here.getState().underground)
    expect(there.getState().selection).toEqual(here.getState().selection)
  })

  it('writes the same link again from what it read', () => {
    const store = aStore()
    const link = writeAddress(store.getState())
    applyAddress(store, readAddress(link))
    expect(writeAddress(store.getState())).toBe(link)
  })

  it('keeps ids with slashes, tildes and Chinese', () => {
    const store = aStore()
    store.setState({ selection: { ...store.getState().selection, assetId: 'demo/water/井&1~井2' } })
    expect(readAddress(writeAddress(store.getState())).assetId).toBe('demo/water/井&1~井2')
  })

  it('opens something whatever the link says', () => {
    for (const query of ['', '?view=1,2', '?view=a,b,c,d,e', '?view=,,,,', '?view=999,0,0,0,0', '?ground=7&hide=,,']) {
      expect(readAddress(query)).toEqual(readAddress(''))
    }
  })

  it('tells a solid ground from one that was not named', () => {
    expect(readAddress('?ground=solid').underground).toEqual({ isOn: false, groundAlpha: 1 })
    expect(readAddress('').underground).toBeNull()
  })
})
