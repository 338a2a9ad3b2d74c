import { describe, expect, it } from 'vitest'
import { buildTree, type Cell } from './tree.ts'

function treeOf(
  east: readonly number[],
  north: readonly number[],
  prominence: readonly number[] = east.map(() => 1),
  triangles: readonly number[] = [],
) {
  return buildTree(
    east.map((_, index) => index),
    Float64Array.from(east),
    Float64Array.from(north),
    Float64Array.from(prominence),
    Float64Array.from(triangles),
    '0',
  )
}

function leaves(cell: Cell): Cell[] {
  return cell.children.length > 0 ? cell.children.flatMap(leaves) : [cell]
}

function parents(cell: Cell): Cell[] {
  return cell.children.length > 0 ? [cell, ...cell.children.flatMap(parents)] : []
}

/** 100 × 100 features, 30 m from one another. */
const grid = Array.from({ length: 10_000 }, (_, index) => [(index % 100) * 30, Math.floor(index / 100) * 30] as const)
const [east, north] = [grid.map(([x]) => x), grid.map(([, y]) => y)]

describe('a tree of tiles', () => {
  it('holds every feature once in its leaves', () => {
    const held = leaves(treeOf(east, north)).flatMap((leaf) => leaf.features)
    expect([...held].sort((a, b) => a - b)).toEqual(east.map((_, index) => index))
  })

  it('keeps leaves small in number and extent', () => {
    for (const { features } of leaves(treeOf(east, north))) {
      expect(features.length).toBeLessThanOrEqual(2000)
      const xs = features.map((index) => east[index] ?? 0)
      expect(Math.max(...xs) - Math.min(...xs)).toBeLessThanOrEqual(580)
    }
  })

  it('errs less the further down, and not at all in leaves', () => {
    const visit = (cell: Cell): void => {
      for (const child of cell.children) {
        expect(child.geometricError).toBeLessThan(cell.geometricError)
        visit(child)
      }
    }
    const tree = treeOf(east, north)
    visit(tree)
    expect(leaves(tree).map((leaf) => leaf.geometricError)).toEqual(leaves(tree).map(() => 0))
  })

  it('shows the most prominent features from afar', () => {
    const prominence = east.map((_, index) => (index % 7 === 0 ? 1.2 : 0.3))
    const [root] = parents(treeOf(east, north, prominence))
    for (let index = 0; index < east.length; index += 7) expect(root?.features).toContain(index)
  })

  it('leaves no quarter of the city empty when all features are alike', () => {
    const root = treeOf(east, north)
    for (const child of root.children) {
      const below = new Set(leaves(child).flatMap((leaf) => leaf.features))
      expect(root.features.filter((index) => below.has(index)).length).toBeGreaterThan(400)
    }
  })

  it('copes with one feature far away', () => {
    const tree = treeOf([0, 1, 10_000_000], [0, 1, -4_000_000])
    expect(leaves(tree).map((leaf) => leaf.features)).toEqual(expect.arrayContaining([[0, 1], [2]]))
  })

  it('splits heavy models by their triangles, also where they stand in one place', () => {
    const places = Array.from({ length: 40 }, (_, index) => (index < 20 ? index * 10 : 0))
    const heavy = places.map((_, index) => (index === 7 ? 500_000 : 20_000))
    const tree = treeOf(places, places, undefined, heavy)
    const held = leaves(tree).map(({ features }) => features)
    expect(held.flat().sort((a, b) => a - b)).toEqual(places.map((_, index) => index))
    expect(Math.max(...held.filter((own) => !own.includes(7)).map((own) => own.length))).toBe(3)
    expect(held).toContainEqual([7])
    for (const parent of parents(tree))
      for (const child of parent.children) expect(child.geometricError).toBeLessThan(parent.geometricError)
  })
})
