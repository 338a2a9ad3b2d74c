import { describe, expect, it } from 'vitest'
import { type AirGrid, gridAround, type PlumeField, plumeField, puffField } from './field.ts'
import { type Air, hazardDistance, plume } from './plume.ts'
import { puffsAt } from './puffs.ts'

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

describe('the field of puffs', () => {
  const towards = (degrees: number) => {
    const angle = (degrees * Math.PI) / 180
    return [[0, AIR.wind * Math.sin(angle), AIR.wind * Math.cos(angle)] as const]
  }
  const at = (time: number, grid: AirGrid, degrees: number, until = time) =>
    puffField(
      AIR,
      RELEASE,
      puffsAt(
        time,
        (from, to) => RELEASE.rate * (Math.min(to, until) - Math.min(from, until)),
        towards(degrees),
        AIR,
        RELEASE,
      ),
      grid,
    )

  it.each([90, 200])(
    'is the plume of a release that goes on, towards %d°: 10 % more at most where it is wide',
    (degrees) => {
      const field = fieldOf(degrees)
      const values = at(3600, field, degrees)
      const [sum, plumes] = [values, field.values].map((of) => of.reduce((all, value) => all + value, 0)) as [
        number,
        number,
      ]
      // what spreads against the wind lies outside of the plume's cells
      expect(sum / plumes).toBeGreaterThan(0.95)
      expect(sum / plumes).toBeLessThan(1.1)
      // at the source itself half of the puffs lie against the wind, where a plume begins all at once
      const { size, west, north, columns } = field
      const danger = [...values.keys()].filter((cell) => {
        const x = west + ((cell % columns) + 0.5) * size
        const y = north - (Math.floor(cell / columns) + 0.5) * size
        return Math.hypot(x, y) > 4 * RELEASE.width && (field.values[cell] as number) > 0.02 * LOWER
      })
      const ratios = danger.map((cell) => (values[cell] as number) / (field.values[cell] as number))
      expect(Math.min(...ratios)).toBeGreaterThan(0.97)
      expect(ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)]).toBeLessThan(1.05)
    },
  )

  it('begins at the leak, ends there, and is the same whichever way it goes', () => {
    const grid = gridAround(60)
    const near = { ...fieldOf(90), ...grid }
    const [early, late] = [at(10, grid, 90), at(60, grid, 90, 20)]
    const ahead = valueAt({ ...near, values: early }, 40, 0)
    expect(valueAt({ ...near, values: early }, 10, 0)).toBeGreaterThan(LEAST)
    expect(ahead).toBeLessThan(1e-3 * LOWER)
    // let go until second 20: at second 60 the last of it is 80 m away
    expect(valueAt({ ...near, values: late }, 10, 0)).toBeLessThan(1e-3 * LOWER)
    const turned = at(10, grid, 180)
    for (const x of [5, 10, 15])
      expect(valueAt({ ...near, values: turned }, 0.1, -x)).toBeCloseTo(valueAt({ ...near, values: early }, x, 0.1), 6)
  })

  it('is nothing before anything is let go', () => {
    expect(Math.max(...at(0, gridAround(10), 90))).toBe(0)
  })
})
