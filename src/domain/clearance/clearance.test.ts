import { describe, expect, it } from 'vitest'
import { burialKindOf } from './burial.ts'
import { type ClassedLine, clearanceClassOf } from './clearance-class.ts'
import { horizontalClearance, verticalClearance } from './clearance-table.ts'
import { coverLimitOf } from './cover.ts'
import { errorBand, judgeClearance } from './error-band.ts'

const line = (changes: Partial<ClassedLine>): ClassedLine => ({
  discipline: 'water',
  subclass: null,
  burial: 'direct',
  size: null,
  pressure: null,
  voltage: null,
  ...changes,
})
const VERIFIED = 'GB 50289-2016, 4.1.9'

describe('the horizontal table', () => {
  it.each([
    ['water-small', 'drain', 1.0],
    ['water-large', 'drain', 1.5],
    ['drain', 'building', 2.5],
    ['gas-low-small', 'drain', 1.0],
    ['gas-medium-b-large', 'drain', 1.2],
    ['gas-sub-high-a-small', 'drain', 2.0],
    ['drain', 'power-duct', 0.5],
    ['telecom-direct', 'drain', 1.0],
  ])('%s to %s is %d m, verified, in either order', (a, b, metres) => {
    expect(horizontalClearance(a, b)).toEqual({ metres, clause: VERIFIED })
    expect(horizontalClearance(b, a)).toEqual({ metres, clause: VERIFIED })
  })

  it.each([
    ['gas-medium-a-small', 'building', 1.5],
    ['gas-low-large', 'gas-low-small', 0.5],
    ['gas-low-small', 'gas-medium-a-small', 0.4],
    ['power-direct-high', 'telecom-duct', 2.0],
    ['power-direct', 'power-duct', 0.1],
    ['power-direct', 'power-direct-high', 0.25],
  ])('%s to %s is the example value %d m, and names no clause', (a, b, metres) => {
    expect(horizontalClearance(a, b)).toEqual({ metres, clause: null })
  })

  it('takes the least where the survey does not say which, verified only where all agree', () => {
    expect(horizontalClearance('water', 'drain')).toEqual({ metres: 1, clause: null })
    expect(horizontalClearance('power', 'drain')).toEqual({ metres: 0.5, clause: VERIFIED })
    expect(horizontalClearance('gas-medium-a', 'drain')).toEqual({ metres: 1.2, clause: VERIFIED })
  })

  it('says nothing of pairs that it lacks', () => {
    expect(horizontalClearance('heat', 'heat')).toBeNull()
    expect(horizontalClearance('drain', 'drain')).toBeNull()
  })
})

describe('the vertical table', () => {
  it('holds in either order and is an example throughout', () => {
    expect(verticalClearance('water-small', 'drain')).toEqual({ metres: 0.4, clause: null })
    expect(verticalClearance('drain', 'power-direct')).toEqual({ metres: 0.5, clause: null })
    expect(verticalClearance('reclaimed', 'water-small')).toBeNull()
  })
})

describe('the class of a line', () => {
  it('goes by size, pressure, burial and voltage', () => {
    expect(clearanceClassOf(line({ size: 0.2 }))).toBe('water-small')
    expect(clearanceClassOf(line({ size: 0.3 }))).toBe('water-large')
    expect(clearanceClassOf(line({ subclass: 'ZS' }))).toBe('reclaimed')
    expect(clearanceClassOf(line({ discipline: 'gas', pressure: 0.4, size: 0.2 }))).toBe('gas-medium-a-small')
    expect(clearanceClassOf(line({ discipline: 'power', voltage: 110, burial: 'duct' }))).toBe('power-duct-high')
    expect(clearanceClassOf(line({ discipline: 'heat', burial: 'trench' }))).toBe('trench')
  })

  it('is the group where what decides is not known', () => {
    expect(clearanceClassOf(line({}))).toBe('water')
    expect(clearanceClassOf(line({ discipline: 'gas' }))).toBe('gas')
    expect(clearanceClassOf(line({ discipline: 'telecom', burial: null }))).toBe('telecom')
  })

  it('is none above 1.6 MPa, above ground, in a gallery and inside a well', () => {
    expect(clearanceClassOf(line({ discipline: 'gas', pressure: 2.5 }))).toBeNull()
    for (const burial of ['above-ground', 'gallery', 'in-well'] as const)
      expect(clearanceClassOf(line({ burial }))).toBeNull()
  })
})

describe('burial', () => {
  it('is read as a code or as a word', () => {
    expect([burialKindOf('ZM'), burialKindOf('直埋'), burialKindOf('GK'), burialKindOf('')]).toEqual([
      'direct',
      'direct',
      'duct',
      null,
    ])
  })
})

describe('cover', () => {
  it('has a clause for drains only', () => {
    expect(coverLimitOf('sewer', null)).toMatchObject({ footway: 0.6, clause: 'GB 50014-2021 §5.3.7' })
    expect(coverLimitOf('telecom', 'duct')).toEqual({ footway: 0.5, carriageway: 0.6, clause: null })
    expect(coverLimitOf('telecom', null)).toBeNull()
    expect(coverLimitOf('gas', 'above-ground')).toBeNull()
  })
})

describe('the answer', () => {
  it('is uncertain where the error of the survey alone decides', () => {
    expect(judgeClearance(0.2, 0.5, 0.21)).toBe('fail')
    expect(judgeClearance(0.4, 0.5, 0.21)).toBe('uncertain')
    expect(judgeClearance(0.6, 0.5, 0.21)).toBe('uncertain')
    expect(judgeClearance(0.71, 0.5, 0.21)).toBe('pass')
  })

  it('takes the error that is given, else the one of the quality level', () => {
    expect(errorBand(0.07, 'D')).toBe(0.07)
    expect(errorBand(null, 'B')).toBe(0.25)
    expect(errorBand(null, null)).toBe(1)
  })
})
