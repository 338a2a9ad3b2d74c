import { describe, expect, it } from 'vitest'
import { themeColor } from '../domain/disciplines/theme-color.ts'
import { water } from '../domain/disciplines/water.ts'
import { anAssetIndex } from './a-city.ts'
import { assetPaint, CUT_OFF, SEGMENT, SELECTED } from './asset-paint.ts'

const index = anAssetIndex([
  { id: 'demo/water/P1', discipline: 'water' },
  { id: 'demo/gas/P2', discipline: 'gas' },
  { id: 'demo/water/P3', discipline: 'water' },
])
const NOTHING = { hiddenDisciplines: new Set<string>(), selectedGid: null, isolation: null }
const extent = (...links: number[]) => ({
  linkGids: Int32Array.from(links),
  nodeGids: new Int32Array(),
  links: links.length,
  nodes: 0,
})
const at = (rgba: Uint8Array, gid: number) => [...rgba.subarray(4 * gid, 4 * gid + 4)]

describe('the colours of assets', () => {
  it('paint an asset in the softened colour of its class', () => {
    expect(at(assetPaint(index, NOTHING), 1)).toEqual([...themeColor(water), 255])
  })

  it('never draw gid 0, which is no asset', () => {
    expect(at(assetPaint(index, NOTHING), 0)).toEqual([0, 0, 0, 0])
  })

  it('hide a hidden discipline and nothing else', () => {
    const rgba = assetPaint(index, { ...NOTHING, hiddenDisciplines: new Set(['gas']) })
    expect(at(rgba, 2)[3]).toBe(0)
    expect(at(rgba, 1)[3]).toBe(255)
  })

  it('show what is selected even in a hidden discipline', () => {
    const rgba = assetPaint(index, { ...NOTHING, hiddenDisciplines: new Set(['gas']), selectedGid: 2 })
    expect(at(rgba, 2)).toEqual([...SELECTED, 255])
  })

  it('tell the segment from what it cuts off, and let the rest step back', () => {
    const isolation = { segment: extent(1), cutOff: { ...extent(1, 3), customers: [], classes: [], people: 0 } }
    const rgba = assetPaint(index, { ...NOTHING, isolation })
    expect(at(rgba, 1)).toEqual([...SEGMENT, 255])
    expect(at(rgba, 3)).toEqual([...CUT_OFF, 255])
    expect(at(rgba, 2)).not.toEqual(at(assetPaint(index, NOTHING), 2))
  })

  it('ignore gids that this build does not have', () => {
    expect(() => assetPaint(index, { ...NOTHING, selectedGid: 99 })).not.toThrow()
    expect(assetPaint(index, { ...NOTHING, selectedGid: 99 })).toHaveLength(16)
  })
})
