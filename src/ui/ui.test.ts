import { describe, expect, it } from 'vitest'
import { gauge, manifest, NOON, pipe } from '../../tests/kit/a-page.ts'
import { ASSET_KINDS } from '../domain/asset/asset.ts'
import { disciplines } from '../domain/disciplines/index.ts'
import { PackedTexts, packTexts } from '../domain/formats/packed-texts.ts'
import type { Locale } from '../domain/localized.ts'
import { loadWords, pick, pickGiven, say, sayKnown } from '../i18n/words.ts'
import { orderAlarms } from './alarms/order-alarms.ts'
import { attributeGroups } from './asset-panel/attribute-groups.ts'
import { whyNoIsolation } from './asset-panel/why-no-isolation.ts'
import { extent, withGaps } from './chart/time-option.ts'
import { countAssets } from './layers/count-assets.ts'
import type { Words } from './page.tsx'
import { sensorState } from './sensors/sensor-state.ts'
import { thenText } from './versions/version-words.ts'

await loadWords('en')

const wordsOf = (locale: Locale): Words => ({
  locale,
  t: (key, values) => say(locale, key, values),
  name: (text) => pick(locale, text),
  given: (zh, en) => pickGiven(locale, zh, en),
  known: (prefix, name) => sayKnown(locale, prefix, name),
})

describe('attributes', () => {
  const rows = (asset = pipe, locale: Locale = 'zh') =>
    new Map(
      attributeGroups(asset, manifest, wordsOf(locale)).flatMap((group) => group.rows.map((row) => [row.label, row])),
    )

  it('tell depth with unit and error, and what is not known as unknown', () => {
    expect(rows().get('管顶埋深 起 / 止')?.value).toBe('1.82 / 1.90\u2009m ± 0.15')
    expect(rows().get('权属单位')?.value).toBeNull()
    expect(rows({ ...pipe, end_depth_m: null }).get('管顶埋深 起 / 止')?.value).toBe('1.82 / 未知\u2009m ± 0.15')
  })

  it('tell what is above the clearance of the reader as that, never as unknown', () => {
    const hiddenFields = ['attributes', 'diameter_mm', 'end_depth_m', 'end_level_m', 'start_depth_m', 'start_level_m']
    const closed = { start_depth_m: null, end_depth_m: null, start_level_m: null, end_level_m: null, diameter_mm: null }
    const shown = rows({ ...pipe, ...closed, hiddenFields })
    for (const label of ['管顶埋深 起 / 止', '管径', '其他普查属性'])
      expect([label, shown.get(label)]).toEqual([label, { label, value: null, isHidden: true }])
    expect(shown.get('权属单位')?.isHidden).toBeUndefined()
  })

  it('tell the invert and an adverse slope of a sewer', () => {
    const rising = rows({ ...pipe, discipline: 'sewer', start_level_m: 3, end_level_m: 3.1, length_m: 50 })
    expect(rising.get('坡度（起→止）')).toMatchObject({ value: '−2.0\u2009‰', note: '逆坡' })
    expect(rising.has('管内底高程 起 / 止')).toBe(true)
    expect(rising.has('设计压力')).toBe(false)
  })

  it('name road and district in the language of the page, in Chinese where the data has no English', () => {
    expect([rows().get('道路')?.value, rows().get('区域')?.value]).toEqual(['海湾路', '湾东区'])
    expect(rows(pipe, 'en').get('Road')?.value).toBe('Haiwan Road')
    expect(rows(pipe, 'en').get('District')?.value).toBe('Wandong District')
    expect(rows({ ...pipe, road_en: null }, 'en').get('Road')?.value).toBe('海湾路')
  })

  it('name the datum, the geoid and its accuracy', () => {
    expect(rows().get('基准')?.value).toBe('1985 国家高程基准')
    expect(rows().get('大地水准面模型')?.value).toBe('EGM96')
    expect(rows().get('模型精度')?.value).toBe('± 0.50\u2009m')
  })
})

describe('the isolation of a burst', () => {
  it('is offered for a pressure network, and elsewhere the reason is given', () => {
    expect(whyNoIsolation(pipe, true)).toBeNull()
    expect(whyNoIsolation(pipe, false)).toBe('asset.isolate.noNetwork')
    expect(whyNoIsolation(pipe, false, true)).toBe('asset.isolate.closed')
    expect(whyNoIsolation({ ...pipe, discipline: 'sewer' }, false)).toBe('asset.isolate.unpressurised')
    expect(whyNoIsolation({ kind: 'structure', discipline: 'bridge' }, false)).toBe('asset.isolate.structure')
  })
})

describe('the layers', () => {
  it('count lines, points and structures apart, and no gid that is nobody', () => {
    const water = disciplines.findIndex(({ id }) => id === 'water')
    const codes = [0, water, water, water, water]
    const kinds = ['line', 'line', 'point', 'line', 'structure'] as const
    const counts = countAssets({
      ids: new PackedTexts(packTexts(['', 'a', 'b', '', 'd'])),
      gidOf: new Map(),
      discipline: Uint8Array.from(codes),
      kind: Uint8Array.from(kinds, (kind) => ASSET_KINDS.indexOf(kind)),
      builtYear: new Uint16Array(5),
      diameter: new Uint16Array(5),
      qualityLevel: new Uint8Array(5),
      status: new Uint8Array(5),
      lon: new Float64Array(5),
      lat: new Float64Array(5),
      height: new Float32Array(5),
      pathStart: new Uint32Array(6),
      path: new Float64Array(0),
    })
    expect(counts[water]).toEqual({ lines: 1, points: 1, structures: 1 })
    expect(counts.filter(Boolean)).toHaveLength(1)
  })
})

describe('a sensor', () => {
  it('is stale after three of its own periods and its value stays', () => {
    const live = sensorState(gauge, new Map(), 'live', NOON)
    const stale = sensorState(gauge, new Map(), 'live', NOON + 200_000)
    expect([live.freshness, stale.freshness, stale.reading?.value]).toEqual(['live', 'stale', 0.3])
  })

  it('says that the link is lost before anything else', () => {
    expect(sensorState(gauge, new Map(), 'lost', NOON).freshness).toBe('lost')
  })
})

describe('a chart', () => {
  const MINUTE = 60_000
  const series = {
    sensor: 'S',
    at: Float64Array.from([0, 1, 2, 10, 11].map((minute) => minute * MINUTE)),
    value: Float64Array.of(1, 2, 3, 4, 5),
    quality: Uint8Array.of(0, 2, 0, 0, 0),
  }

  it('breaks where data is missing and where a value is invalid', () => {
    expect(withGaps(series, 60)).toEqual([
      [0, 1],
      [MINUTE, null],
      [2 * MINUTE, 3],
      [2 * MINUTE + 1, null],
      [10 * MINUTE, 4],
      [11 * MINUTE, 5],
    ])
  })

  it('shows a threshold that is near, and does not flatten the line for one far away', () => {
    const near = { grade: 'yellow', direction: 'above', value: 7, delay_s: 0, hysteresis: 0, clear_delay_s: 0 } as const
    const far = { grade: 'red', direction: 'above', value: 900, delay_s: 0, hysteresis: 0, clear_delay_s: 0 } as const
    const [, high] = extent(series, [near, far], null)
    expect(high).toBeGreaterThan(7)
    expect(high).toBeLessThan(20)
  })
})

describe('alarms', () => {
  it('put what nobody answers for first, then the grade, then the newest', () => {
    const alarm = { id: 1, sensorId: 'S', grade: 'blue', value: 1, openedAt: 0, closedAt: null } as const
    const answered = { acknowledgedAt: 1, acknowledgedBy: 'x' }
    const open = {
      acknowledgedAt: null,
      acknowledgedBy: null,
      isUnconfirmed: false,
      drill: null,
      shelvedUntil: null,
      shelvedBy: null,
      shelveReason: null,
    }
    const list = [
      { ...alarm, ...open, ...answered, id: 1, grade: 'red' as const },
      { ...alarm, ...open, id: 2 },
      { ...alarm, ...open, id: 3, grade: 'orange' as const },
      { ...alarm, ...open, id: 4, openedAt: 9 },
    ]
    expect(orderAlarms(list).map(({ id }) => id)).toEqual([3, 4, 2, 1])
  })
})

describe('the record of an instant', () => {
  const text = (from: number | null, to: number | null, isThere: boolean, locale: Locale = 'zh') =>
    thenText({ from, to, asset: isThere ? pipe : null, lifecycle: null, firstRecordedAt: null }, wordsOf(locale))

  it('is marked as the version of then, with the time it was valid', () => {
    expect(text(NOON - 60_000, NOON, true)).toBe(
      '当时版本 · 有效期 2026-03-01 11:59:00 至 2026-03-01 12:00:00（北京时间）',
    )
    expect(text(NOON, null, true)).toBe('当时版本（至今有效） · 有效期 自 2026-03-01 12:00:00（北京时间）起')
    expect(text(NOON, null, true, 'en')).toMatch(/^Version then \(still valid\) · valid since 2026-03-01 12:00:00/)
  })

  it('says that it is the first one, of a later time than the instant', () => {
    const first = { from: NOON, to: null, asset: pipe, lifecycle: null, firstRecordedAt: NOON }
    expect(thenText(first, wordsOf('zh'))).toMatch(
      /^所选时刻早于首次入库 2026-03-01 12:00:00（北京时间），以下为首次入库的记录/,
    )
    expect(thenText(first, wordsOf('en'))).toMatch(/before the first record, 2026-03-01 12:00:00/)
  })

  it('says that there was none, or that it had been removed', () => {
    expect(text(null, null, false)).toBe('所选时刻没有该设施的记录')
    expect(text(NOON, null, false)).toBe('所选时刻该设施已移除：移除于 2026-03-01 12:00:00（北京时间）')
    expect(text(NOON - 60_000, NOON, false)).toContain('2026-03-01 12:00:00 重新入库')
    expect(text(NOON, null, false, 'en')).toMatch(/had been removed by that instant: removed 2026-03-01 12:00:00/)
  })
})
