import { describe, expect, it } from 'vitest'
import { bandScale, PALETTES } from '../domain/asset/asset-bands.ts'
import { countShown, NO_FILTER } from '../domain/asset/asset-filter.ts'
import { themeColor } from '../domain/disciplines/theme-color.ts'
import { water } from '../domain/disciplines/water.ts'
import { colorDistance, contrast, toOklch } from '../domain/oklch.ts'
import { signalColors } from '../domain/signal-colors.ts'
import { THEMES } from '../domain/theme.ts'
import { anAssetIndex } from './a-city.ts'
import { assetPaint } from './asset-paint.ts'

const index = anAssetIndex([
  { id: 'demo/water/P1', discipline: 'water' },
  { id: 'demo/gas/P2', discipline: 'gas' },
  { id: 'demo/water/P3', discipline: 'water' },
])
const NOTHING = {
  theme: 'light' as const,
  palette: 'discipline' as const,
  filter: NO_FILTER,
  hiddenDisciplines: new Set<string>(),
  selectedGid: null,
  isolation: null,
  trace: null,
}
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
    expect(at(rgba, 2)).toEqual([...signalColors.light.select, 255])
  })

  it('tell the segment from what it cuts off, and let the rest step back', () => {
    const isolation = { segment: extent(1), cutOff: { ...extent(1, 3), customers: [], classes: [], people: 0 } }
    const rgba = assetPaint(index, { ...NOTHING, isolation })
    expect(at(rgba, 1)).toEqual([...signalColors.light.segment, 255])
    expect(at(rgba, 3)).toEqual([...signalColors.light.cutOff, 255])
    expect(at(rgba, 2)).not.toEqual(at(assetPaint(index, NOTHING), 2))
  })

  it('tell what a trace found from what it may have found, and let the rest step back', () => {
    const sizes = { links: 1, nodes: 0, length: 1 }
    const set = (gid: number) => ({ ...extent(gid), ...sizes })
    const rgba = assetPaint(index, { ...NOTHING, trace: { found: set(1), possible: set(3) } })
    expect(at(rgba, 1)).toEqual([...signalColors.light.segment, 255])
    expect(at(rgba, 3)).toEqual([...signalColors.light.cutOff, 255])
    expect(at(rgba, 2)).not.toEqual(at(assetPaint(index, NOTHING), 2))
    const none = assetPaint(index, { ...NOTHING, trace: { found: null, possible: set(3) } })
    expect(at(none, 1)).not.toEqual(at(rgba, 1))
  })

  it('leave out what is not among the chosen, and count as they draw', () => {
    const filter = { ...NO_FILTER, among: Uint8Array.of(0, 0, 1, 0) }
    const rgba = assetPaint(index, { ...NOTHING, filter })
    expect([1, 2, 3].map((gid) => at(rgba, gid)[3])).toEqual([0, 255, 0])
    expect(countShown(index, filter, () => false, null).shown).toBe(1)
  })

  it('ignore gids that this build does not have', () => {
    expect(() => assetPaint(index, { ...NOTHING, selectedGid: 99 })).not.toThrow()
    expect(assetPaint(index, { ...NOTHING, selectedGid: 99 })).toHaveLength(16)
  })

  it('paint a band in its colour, and what is not known in grey', () => {
    const known = anAssetIndex([
      { id: 'demo/water/P1', discipline: 'water', builtYear: 1975 },
      { id: 'demo/gas/P2', discipline: 'gas' },
    ])
    const bands = bandScale('age')?.bands ?? []
    const colorOf = (id: string) => [...(bands.find((band) => band.id === id)?.color.dark ?? []), 255]
    const rgba = assetPaint(known, { ...NOTHING, palette: 'age', theme: 'dark' })
    expect(at(rgba, 1)).toEqual(colorOf('older'))
    expect(at(rgba, 2)).toEqual(colorOf('unknown'))
  })

  it('show exactly the assets that are counted, whatever is filtered', () => {
    const mixed = anAssetIndex([
      { id: 'demo/water/P1', discipline: 'water', builtYear: 1975, diameter: 600 },
      { id: 'demo/water/P2', discipline: 'water', builtYear: 2015, diameter: 600 },
      { id: 'demo/water/P3', discipline: 'water', builtYear: 1975, diameter: 100 },
      { id: 'demo/water/P4', discipline: 'water' },
    ])
    const filter = { ...NO_FILTER, builtBefore: 1990, leastDiameter: 300 }
    const rgba = assetPaint(mixed, { ...NOTHING, filter })
    expect([1, 2, 3, 4].map((gid) => at(rgba, gid)[3])).toEqual([255, 0, 0, 255])
    expect(countShown(mixed, filter, () => false, bandScale('quality'))).toMatchObject({
      total: 4,
      shown: 2,
      unknownYear: 1,
      unknownSize: 1,
      bands: [0, 0, 0, 0, 2],
    })
  })
})

describe('the bands of a palette', () => {
  const scales = PALETTES.flatMap((palette) => bandScale(palette) ?? [])
  const isGrey = (id: string) => id === 'unknown' || id === 'none'

  it.each(THEMES)('are in order by lightness alone, in the %s look', (theme) => {
    for (const { bands } of scales) {
      const steps = bands.filter(({ id }) => !isGrey(id)).map(({ color }) => toOklch(color[theme]).lightness)
      const rises = steps.slice(1).map((lightness, i) => lightness - (steps[i] ?? 0))
      for (const rise of rises) expect(Math.sign(rise)).toBe(theme === 'light' ? -1 : 1)
      for (const rise of rises) expect(Math.abs(rise)).toBeGreaterThan(0.05)
    }
  })

  it.each(THEMES)('are told apart and seen on the ground, in the %s look', (theme) => {
    const { ground, select } = signalColors[theme]
    for (const { bands } of scales)
      for (const [i, { color }] of bands.entries()) {
        expect(contrast(color[theme], ground)).toBeGreaterThanOrEqual(3)
        expect(colorDistance(color[theme], select)).toBeGreaterThan(0.12)
        for (const other of bands.slice(i + 1))
          expect(colorDistance(color[theme], other.color[theme])).toBeGreaterThan(0.06)
      }
  })
})
