import { describe, expect, it } from 'vitest'
import { disciplines } from '../../disciplines/index.ts'
import { findSensorKind, sensorKindOf, sensorKinds } from './index.ts'

describe('sensor kinds', () => {
  it('are 36, each with its own id and both names', () => {
    expect(new Set(sensorKinds.map((kind) => kind.id)).size).toBe(36)
    for (const kind of sensorKinds) expect(kind.name.zh && kind.name.en, kind.id).toBeTruthy()
  })

  it('have a normal band inside the physical range and a period', () => {
    for (const { id, range, normal, period } of sensorKinds) {
      expect(range[0] <= normal[0] && normal[0] <= normal[1] && normal[1] <= range[1], id).toBe(true)
      expect(period, id).toBeGreaterThan(0)
    }
  })

  it('serve disciplines that exist', () => {
    const known = new Set(disciplines.map((discipline) => discipline.id))
    for (const kind of sensorKinds)
      for (const id of kind.disciplines) expect(known.has(id), `${kind.id} ${id}`).toBe(true)
  })

  it('say which id is unknown', () => {
    expect(findSensorKind('smell')).toBeNull()
    expect(() => sensorKindOf('smell')).toThrow('unknown sensor kind "smell"')
  })
})
