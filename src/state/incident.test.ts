import { describe, expect, it } from 'vitest'
import type { NearbyAsset } from '../ports/records.ts'
import { letteredValves, nearbyGroups, shownAlarms } from './incident.ts'
import { createTwinStore } from './store.ts'

function near(id: string, discipline: string, distance_m: number, more: Partial<NearbyAsset> = {}): NearbyAsset {
  const at = { lon: 120, lat: 36, height: 0 }
  const place = { id, gid: 1, kind: 'line', name: null, feature: null, road: null, road_en: null, at } as const
  return { ...place, discipline, distance_m, diameter_mm: null, is_operable: null, ...more }
}

describe('what lies near an incident', () => {
  it('has gas first, then its own discipline, then what gas spreads in, then the rest', () => {
    const nearby = [
      near('h', 'heat', 1),
      near('t', 'telecom', 2),
      near('w', 'water', 3),
      near('s', 'sewer', 4),
      near('g', 'gas', 5),
    ]
    const order = (own: string | null) => nearbyGroups(nearby, own).map(({ discipline }) => discipline)
    expect(order('water')).toEqual(['gas', 'water', 'telecom', 'sewer', 'heat'])
    expect(order(null)).toEqual(['gas', 'telecom', 'sewer', 'heat', 'water'])
  })

  it('letters valves that shut something, nearest first; air valves and wells are none', () => {
    const point = { kind: 'point' } as const
    const valves = letteredValves([
      near('known', 'water', 1, { ...point, feature: '阀门井', is_operable: false }),
      near('air', 'water', 2, { ...point, feature: '排气阀' }),
      near('well', 'sewer', 3, { ...point, feature: '窨井' }),
      near('unproved', 'gas', 4, { ...point, feature: '阀门井' }),
    ])
    expect(valves.map(({ letter, valve }) => [letter, valve.id])).toEqual([
      ['A', 'known'],
      ['B', 'unproved'],
    ])
  })

  it('lists valves beyond the alphabet without a letter', () => {
    const many = Array.from({ length: 30 }, (_, i) => near(`v${i}`, 'water', i, { kind: 'point', is_operable: true }))
    expect(letteredValves(many).at(-1)?.letter).toBe('')
  })
})

describe('alarms on the board', () => {
  it('are those of the instant looked at, the same list each time, and never live ones meanwhile', () => {
    const state = createTwinStore({ locale: 'zh', now: 0 }).getState()
    const live = { ...state, alarms: { state: 'loaded', value: [] } } as const
    expect(shownAlarms(live)).toBe(live.alarms)
    expect(shownAlarms({ ...live, time: 1, moment: { state: 'loading' } })).toEqual({ state: 'loading' })
    const then = { ...live, time: 1, moment: { state: 'loaded', value: { sensors: new Map(), alarms: [] } } } as const
    expect(shownAlarms(then)).toBe(shownAlarms({ ...then }))
  })
})
