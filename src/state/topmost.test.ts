import { expect, test } from 'vitest'
import { createTwinStore, type TwinState } from './store.ts'
import { topmostOf } from './topmost.ts'

const [asset, sensorId] = ['demo/gas/RQ1~RQ2~1', 'demo/s1']
const ask = { kind: 'path', subject: asset, to: null } as const
const nothing = createTwinStore({ locale: 'zh', theme: 'light', sceneId: 'planner', now: 0 }).getState()
const state = (part: object): TwinState => ({ ...nothing, ...part })
const selected = (given: object) => ({ selection: { ...nothing.selection, ...given } })

test('Escape takes what lies on top, one thing at a time, down to nothing', () => {
  const below = { leak: {}, incident: { alarm: { sensorId: 'demo/s2' } } }
  const record = { ...below, ...selected({ assetId: asset }), trace: { state: 'running', ask } }
  const form = { ...record, leakForm: asset, leakSource: {} }
  const picking = { ...form, trace: { state: 'picking', ask, isElsewhere: false } }
  const drawing = { ...picking, floodWorks: { ...nothing.floodWorks, drawing: 'barrier' } }
  const order = [drawing, picking, form, { ...form, leakForm: null }, record, { ...record, ...selected({}) }, below]
  expect(order.map((each) => topmostOf(state(each)))).toEqual([
    ...['drawing', 'picking', 'leak-form', 'record', 'record', 'trace', 'leak'],
  ])
  expect(topmostOf(state({ incident: below.incident, run: {} }))).toBe('run')
  expect(topmostOf(state({ incident: below.incident, leakSource: {} }))).toBe('leak-source')
  expect(topmostOf(state({ incident: below.incident }))).toBe('incident')
  expect(topmostOf(nothing)).toBeNull()
})

test('the sensor of an incident is closed with it, another one before it, and a form of another pipe is not open', () => {
  const incident = { alarm: { sensorId } }
  expect(topmostOf(state({ incident, ...selected({ sensorId }) }))).toBe('incident')
  expect(topmostOf(state({ incident, ...selected({ sensorId: 'demo/s2' }) }))).toBe('record')
  expect(topmostOf(state({ ...selected({ assetId: asset }), leakForm: 'demo/gas/other' }))).toBe('record')
})
