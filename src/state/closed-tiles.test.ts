import { expect, it } from 'vitest'
import { WHOLE_CITY } from '../domain/access/audience.ts'
import type { Session } from '../ports/records.ts'
import { areTilesClosed } from './closed-tiles.ts'

const planner: Session = { userId: 'u', email: 'u@demo', role: 'planner', standing: 'good', reach: WHOLE_CITY }
const ofPerson = (value: Session | null) => areTilesClosed({ session: { state: 'loaded', value } })

it('closes tiles to whom a district or a clearance cuts the city, and to nobody before it is known who it is', () => {
  expect(ofPerson({ ...planner, reach: { ...WHOLE_CITY, tiles: 'district' } })).toBe(true)
  expect(ofPerson({ ...planner, reach: { ...WHOLE_CITY, tiles: 'clearance' } })).toBe(true)
  expect(ofPerson(planner)).toBe(false)
  expect(ofPerson(null)).toBe(false)
  expect(areTilesClosed({ session: { state: 'loading' } })).toBe(false)
})
