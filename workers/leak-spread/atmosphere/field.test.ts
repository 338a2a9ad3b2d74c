import { describe, expect, it } from 'vitest'
import { type PlumeField, plumeField } from './field.ts'
import { type Air, hazardDistance, plume } from './plume.ts'

const AIR: Air = { terrain: 'urban', stability: 'D', wind: 2 }
const RELEASE = { rate: 0.05, height: 0.5, width: 0.5, rise: 0.5 }
const LOWER = 0.05
const LEAST = 0.01 * LOWER

const fieldOf = (towards: number) => {
  const field = plumeField(AIR, RELEASE, towards, LEAST)
  if (!field) throw new Error('no field')
  return field
}

/** Value of the cell in which a place lies, east and north of the source [m]. */
function valueAt({ size, west, north, columns, rows, values }: PlumeField, x: number, y: number): number {
  const [column, row] = [Math.floor((x - west) / size), Math.floor((north - y) / size)]
  const isInside = column >= 0 && column < columns && row >= 0 && row < rows
  return isInside ? (values[row * columns + column] as number) : Number.NaN
}

describe('the field of a plume', () => {
  it.each([90, 200])('ends on its axis towards %d° where the distance of danger does, to a cell', (towards) => {
    const field = fieldOf(towards)
    const [east, north] = [Math.sin((towards * Math.PI) / 180), Math.cos((towards * Math.PI) / 180)]
    for (const level of [0.1, 0.5, 1]) {
      const told = hazardDistance(AIR, RELEASE, level * LOWER)
      let far = 0
      for (let x = 0.1; x < 300; x += 0.1)
        if (valueAt(field, x * east, x * north) >= level * LOWER) far = Math.max(far, x)
      // the axis crosses cells aslant
      expect(Math.abs(far - told)).toBeLessThan(Math.SQRT2 * field.size)
    }
  })

  it('holds all that reaches its least, in few cells', () => {
    const field = fieldOf(200)
    expect(Math.max(field.columns, field.rows)).toBe(120)
    const border = field.values.filter((_, cell) => {
      const [column, row] = [cell % field.columns, Math.floor(cell / field.columns)]
      return column === 0 || row === 0 || column === field.columns - 1 || row === field.rows - 1
    })
    // a cell has the most of its width
    expect(Math.max(...border)).toBeLessThan(1.2 * LEAST)
    expect(Math.max(...field.values)).toBeGreaterThan(10 * LEAST)
  })

  it('is no less than the plume at the middle of a cell up to 1.5 m, and nothing against the wind', () => {
    const field = fieldOf(90)
    const { size, west, north, columns, values } = field
    let below = 0
    for (const cell of values.keys()) {
      const x = west + ((cell % columns) + 0.5) * size
      const y = north - (Math.floor(cell / columns) + 0.5) * size
      const most = Math.max(...[0, 0.3, 0.5, 1, 1.5].map((z) => plume(AIR, RELEASE, x, y, z)))
      if (!((values[cell] as number) >= Math.fround(most))) below++
    }
    expect(below).toBe(0)
    const east = valueAt(field, 20, 0)
    expect(Math.abs(east / plume(AIR, RELEASE, 20, 0, 0) - 1)).toBeLessThan(0.1)
    expect(valueAt(field, -20, 0)).toBeNaN()
  })

  it('is none of too little gas', () => {
    expect(plumeField(AIR, { ...RELEASE, rate: 1e-9 }, 90, LEAST)).toBeNull()
  })
})
