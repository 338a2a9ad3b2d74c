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
    tab: 'lifecycle',
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
    expect(there.getState().tab).toBe('lifecycle')
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

  it('names the run of the open asset, and neither that of another nor one that failed', () => {
    const store = aStore()
    const run = { state: 'running', simulation: 'isolation', subject: 'demo/water/JS01~JS02~1' } as const
    store.setState({ run })
    expect(readAddress(writeAddress(store.getState())).run).toBe('isolation')
    store.setState({ run: { ...run, subject: 'demo/water/elsewhere' } })
    expect(readAddress(writeAddress(store.getState())).run).toBeNull()
    store.setState({ run: { ...run, state: 'failed', failure: { kind: 'cancelled', detail: '' } } })
    expect(readAddress(writeAddress(store.getState())).run).toBeNull()
  })

  it('leaves the attributes tab out, which is where an asset opens', () => {
    const store = aStore()
    store.setState({ tab: 'attributes', selection: { ...store.getState().selection, sensorId: null } })
    expect(writeAddress(store.getState())).not.toContain('tab=')
  })

  it('opens something whatever the link says', () => {
    for (const query of [
      '',
      '?view=1,2',
      '?view=a,b,c,d,e',
      '?view=,,,,',
      '?view=999,0,0,0,0',
      '?ground=7&hide=,,',
      '?tab=x&run=y',
    ]) {
      expect(readAddress(query)).toEqual(readAddress(''))
    }
  })

  it('tells a solid ground from one that was not named', () => {
    expect(readAddress('?ground=solid').underground).toEqual({ isOn: false, groundAlpha: 1 })
    expect(readAddress('').underground).toBeNull()
  })
})
