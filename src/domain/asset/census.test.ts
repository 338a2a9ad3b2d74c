import { describe, expect, it } from 'vitest'
import { censusAttributes, censusOf } from './census.ts'

const bare = {
  ...{ attributes: {}, hiddenFields: [] as string[] },
  ...{ built_year: null, material: null, burial: null, start_depth_m: null, end_depth_m: null },
  ...{ start_level_m: null, end_level_m: null, pressure_mpa: null, voltage_kv: null, owner: null },
}

describe('the seven groups of the census', () => {
  it('are missing where a record holds nothing of them, but for what is computed', () => {
    const { neighbours, ...others } = censusOf(bare)
    expect(neighbours).toBe('given')
    expect(new Set(Object.values(others))).toEqual(new Set(['missing']))
  })

  it('are given by one of their fields, a column or a further attribute', () => {
    const attributes = { Surround: '学校 30 m', Temperature: 95, Environ: '' }
    const record = { ...bare, attributes, built_year: 2009, end_level_m: 0, owner: '海湾供水' }
    expect(censusOf(record)).toEqual({
      ...{ built: 'given', material: 'missing', burial: 'given', neighbours: 'given' },
      ...{ environment: 'given', surroundings: 'given', ownership: 'given' },
    })
    expect(censusAttributes(record, 'environment')).toEqual([['Temperature', 95]])
  })

  it('are hidden, not missing, where the reader may not see a field of them', () => {
    const states = censusOf({ ...bare, hiddenFields: ['material', 'start_level_m', 'attributes'] })
    expect([states.material, states.burial, states.surroundings]).toEqual(['hidden', 'hidden', 'hidden'])
    expect(states.ownership).toBe('missing')
  })
})
