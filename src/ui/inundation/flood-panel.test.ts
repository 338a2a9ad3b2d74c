import { createElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { aFinishedRun, aFloodSummary, floodFrames, inValley } from '../../../tests/kit/a-flood.ts'
import { aPage } from '../../../tests/kit/a-page.ts'
import { crsOf } from '../../domain/geo/crs.ts'
import type { Locale } from '../../domain/localized.ts'
import { loadWords, say } from '../../i18n/words.ts'
import type { SceneAbility } from '../../ports/scene.ts'
import { type Flood, startedFlood } from '../../state/flood.ts'
import { PageProvider } from '../page.tsx'
import { FloodComparison } from './flood-comparison.tsx'
import { FloodPanel } from './flood-panel.tsx'
import { depthsOfTwoOption, hydrographOption } from './hydrograph-option.ts'
import { sectionOption } from './section-option.ts'

await loadWords('en')

const started = startedFlood(inValley, null)
const frames = floodFrames()
const done: Flood = { ...started, frames, shown: 6, stage: { state: 'done', summary: aFloodSummary() } }
const config = {
  city: 'demo',
  backendUrl: '',
  publishableKey: '',
  isDemo: true,
  state: 'ready' as const,
  demoUsers: [],
}

/** What the panel says of a flood, without its tags. */
function said(
  flood: Flood,
  locale: Locale = 'zh',
  abilities: readonly SceneAbility[] = ['water'],
  part: ReactNode = createElement(FloodPanel),
): string {
  const { store, commands } = aPage()
  store.setState({ flood, locale, abilities: new Set(abilities) })
  // rendered without a browser, a store is asked for how it began
  const page = { store: { ...store, getInitialState: store.getState }, commands, config, onSceneHost: () => {} }
  return renderToStaticMarkup(createElement(PageProvider, { face: 'planner', ...page, children: part }))
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replace(/\s+/g, ' ')
}

describe('the panel of a flood', () => {
  it('tells while it is computed how far it is, how fast, how long it still takes and how well volumes close', () => {
    const running: Flood = { ...started, frames: frames.slice(0, 4), progress: frames[3]?.progress ?? null }
    const text = said(running)
    for (const part of ['25%', '24 倍于实时', '00:00:45', '有水面积 40%', '0.00002%', '停止计算'])
      expect(text).toContain(part)
    expect(text).not.toContain('不可信')
    expect(said(started)).toContain('第一帧尚未到达')
  })

  it('says what computes it, and why nothing faster', () => {
    const told = { zh: 'WASM 单线程：没有可用的 WebGPU 显卡', en: 'WASM, one thread: no graphics card' }
    const flood: Flood = { ...done, computedBy: { backend: 'single', told } }
    expect(said(flood)).toContain(`计算方式：${told.zh}`)
    expect(said(flood, 'en')).toContain(`Computed by ${told.en}`)
  })

  it('warns before anything else where the volume does not close', () => {
    const text = said({ ...done, stage: { state: 'done', summary: aFloodSummary(3.2e-3) } })
    expect(text).toContain('结果不可信：水量误差 0.320%，超过允许的 0.01000%')
    expect(text.indexOf('不可信')).toBeLessThan(text.indexOf('显示内容'))
    expect(said({ ...done, stage: { state: 'done', summary: aFloodSummary(0.99e-4) } })).not.toContain('不可信')
  })

  it('never rounds a volume error to nothing', () => {
    expect(said({ ...done, stage: { state: 'done', summary: aFloodSummary(5e-9) } })).toContain(
      '< 0.001 m³（< 0.00001%）',
    )
  })

  it('tells the error of the ground and of the drains, each in m³ and as a share, of two runs of both', () => {
    const quantity = { zh: '管网水量', en: 'Water in the drains' }
    const drains = { quantity, unit: 'm³', in: 4000, out: 3999.94, error: 1.5e-5, tolerance: 1e-4 }
    const summary = aFloodSummary()
    const flood: Flood = {
      ...done,
      stage: { state: 'done', summary: { ...summary, balance: [...summary.balance, drains] } },
    }
    expect(said(flood)).toMatch(/水量误差 水量 [^、]+、管网水量 0\.060 m³（0\.00150%）/)
    expect(said({ ...flood, reference: aFinishedRun('A'), split: 0.5 })).toMatch(
      /水量误差 A 水量 .* · B 水量 .*管网水量/,
    )
  })

  it('tells the frames of a run that was stopped as incomplete, and a refusal with its item', () => {
    const stopped = { ...done, stage: { state: 'failed', failure: { kind: 'cancelled', detail: '' } } } as const
    expect(said(stopped)).toContain('不是完整结果')
    expect(said(stopped)).toContain('计算没有完成，没有出入口')
    expect(said(stopped)).not.toContain('在计算完成后给出')
    const refused = {
      kind: 'invalid',
      detail: '',
      message: { zh: '测点 G1 在网格之外', en: 'Gauge G1 is outside' },
    } as const
    expect(said({ ...started, stage: { state: 'failed', failure: refused } })).toContain('测点 G1 在网格之外')
  })

  it('says what is outside its validity, and why nothing is drawn', () => {
    const caveats = [{ zh: '坡度超过 1 : 5', en: 'Slopes above 1 : 5' }]
    expect(said({ ...done, stage: { state: 'done', summary: { ...aFloodSummary(), caveats } } })).toContain(
      '坡度超过 1 : 5',
    )
    const two = [...caveats, { zh: '河道起算时无水', en: 'The river is dry' }]
    expect(said({ ...done, stage: { state: 'done', summary: { ...aFloodSummary(), caveats: two } } })).toContain(
      '结果的限制 2 条',
    )
    expect(said({ ...done, crs: 'local' })).toContain('没有画出')
    expect(said(done)).not.toContain('没有画出')
    expect(said(done, 'zh', ['tilt'])).toContain('当前画面不能显示水面')
    expect(said(done)).not.toContain('当前画面不能')
  })

  it('is called as its reader called it, else by its preset or its rain, in the language of the page', () => {
    expect(said(done, 'en')).toContain('Inundation · 50 年一遇')
    expect(said({ ...done, name: null, preset: 'surge' }, 'en')).toContain('Inundation · Storm of 50 years + 1 m surge')
    const scenario = { ...done.scenario, rain: 'design', returnPeriod: 7 } as const
    expect(said({ ...done, name: null, scenario })).toContain('内涝模拟 · 设计暴雨 P=7')
    const more = { ...scenario, surge: 1.5, switches: [{ id: 'B', time_s: 0, setting: 0 }] }
    expect(said({ ...done, name: null, scenario: more })).toContain('设计暴雨 P=7 + 增水 1.5 m + 切换 1 次')
    const soaking = { ...scenario, infiltration: 'cover' } as const
    expect(said({ ...done, name: null, scenario: soaking })).toContain('设计暴雨 P=7 + 计下渗')
  })

  it('names the classes of depth with their unit, and what is not drawn', () => {
    const text = said(done)
    for (const part of ['0.02 – 0.05', '0.15 – 0.27', '≥ 1.00\u2009m'.replace('\u2009', ' '), '不足 0.02'])
      expect(text).toContain(part)
    expect(said(done, 'en')).toContain('Films below')
  })

  it('tells the sign of a difference in words', () => {
    const reference = aFinishedRun('5 年一遇', 0, 0.6)
    const text = said({ ...done, layer: 'difference', reference })
    for (const part of ['比“5 年一遇”', '浅 ≥ 0.50', '浅 0.15 – 0.50', '相差不到 0.05', '深 0.05 – 0.15', '深 ≥ 0.50'])
      expect(text).toContain(part)
  })
})

describe('what a finished run left behind', () => {
  it('lists flooded entries with time and depth, and waits for the end of a run', () => {
    const text = said(done)
    for (const part of [
      '出入口 1',
      '1 处进水，共 2 处',
      '中心站A口',
      '地铁出入口',
      '00:05:00 进水',
      '最深高出门槛 0.60',
    ])
      expect(text).toContain(part)
    const running: Flood = { ...started, frames, progress: frames[3]?.progress ?? null }
    expect(said(running)).toContain('在计算完成后给出')
  })

  it('says item by item why a scenario was refused, and what to do', () => {
    const failure = { kind: 'invalid', detail: 'inundation: rain: no formula; gauges[0] "G1": outside' } as const
    const text = said({ ...started, stage: { state: 'failed', failure } })
    for (const part of ['没有计算', 'rain: no formula', 'gauges[0] \u0026quot;G1\u0026quot;: outside', '重新计算'])
      expect(text).toContain(part)
    expect(text).not.toContain('服务器')
  })

  it('tells of both runs side by side where a line splits the picture, or their difference is drawn', () => {
    const reference = aFinishedRun('5 年一遇', 0, 0.6)
    const one = said({ ...done, reference })
    expect(one).toContain('出入口 1 ')
    expect(one).not.toContain('只是 B 的')
    for (const both of [{ split: 0.5 }, { layer: 'difference' }] as const) {
      const text = said({ ...done, reference, ...both })
      // its level rises to 0.6 m in A: as early above a sill of 0.4 m, and 0.4 m less
      for (const part of [
        '出入口 1 | 1',
        'A 1 处进水，B 1 处进水',
        '中心站A口 地铁出入口 00:05:00 0.20 m 00:05:00 0.60 m',
      ])
        expect(text).toContain(part)
      expect(text).toContain('00:00:00 +0.40 m')
    }
    const dry = said({ ...done, reference: aFinishedRun('5 年一遇', 0, 0.3), split: 0.5 })
    expect(dry).toContain('未进水 00:05:00 0.60 m —')
    expect(said({ ...done, reference, split: 0.5 }, 'en')).toContain('Entries flooded: 1 in A, 1 in B')
  })

  it('tells the water of both at the place that was clicked, and how it differs', () => {
    const at = crsOf('EPSG:4549')?.toLonLat(519_082, 3_990_062)
    const places = at ? [at] : []
    const text = said({ ...done, reference: aFinishedRun('5 年一遇', 0, 0.6), split: 0.5, places })
    expect(text).toMatch(/A 00:06:00：水深 0.30 m.*B 00:06:00：水深 0.50 m.*B − A 水深 \+0.20 m，全程最大水深 \+0.40 m/)
    expect(said({ ...done, places })).not.toContain('B − A')
  })

  it('tells in their comparison how long each of two runs is', () => {
    const a = aFinishedRun('A')
    const reference = { ...a, scenario: { ...a.scenario, hours: 0.15 } }
    const flood: Flood = { ...done, reference, scenario: { ...done.scenario, hours: 0.1 } }
    expect(said(flood, 'zh', ['water'], createElement(FloodComparison, { flood }))).toContain(
      '模拟时长 00:09:00 00:06:00 ≠',
    )
  })

  it('says where the picture is of two runs that they differ in length', () => {
    const reference = aFinishedRun('A')
    const longer = { ...reference, scenario: { ...reference.scenario, hours: 2 } }
    for (const both of [{ split: 0.5 }, { layer: 'difference' }] as const) {
      expect(said({ ...done, reference: longer, ...both })).toContain(
        '两次时长不同（A 02:00:00，B 01:00:00）：01:00:00 之后的水只在较长的一次中。',
      )
      expect(said({ ...done, reference, ...both })).not.toContain('时长不同')
    }
    expect(said({ ...done, reference: longer })).not.toContain('时长不同')
  })

  it('does not pass off the last frame of A as water of a later time', () => {
    const at = crsOf('EPSG:4549')?.toLonLat(519_082, 3_990_062)
    const a = aFinishedRun('5 年一遇', 0, 0.6)
    const reference = { ...a, frames: a.frames.slice(0, 4) }
    const flood: Flood = { ...done, reference, split: 0.5, places: at ? [at] : [] }
    expect(said(flood)).toMatch(/A 只算到 00:03:00.*B − A 水深 —，全程/)
    expect(said({ ...flood, shown: 3 })).not.toContain('只算到')
    expect(said({ ...flood, layer: 'maximum' })).not.toContain('只算到')
    expect(said({ ...flood, split: null, side: 'kept' })).toContain('A 只算到 00:03:00')
    expect(said({ ...flood, split: null })).not.toContain('只算到')
    expect(said({ ...flood, reference: a, frames: frames.slice(0, 7) })).toContain('A 算到 00:12:00，播放只到 B 的终点')
  })

  it('offers A and B where two runs are there, by their names', () => {
    const text = said({ ...done, reference: aFinishedRun('5 年一遇', 0, 0.6) })
    expect(text).toMatch(/A 5 年一遇.*B 50 年一遇/)
    expect(said(done)).not.toMatch(/对比 *A/)
  })
})

describe('the charts of a flood', () => {
  const words = {
    locale: 'zh',
    t: (key: Parameters<typeof say>[1]) => say('zh', key),
    name: () => '',
    given: () => '',
    known: () => '',
  } as const
  const dataOf = (option: object, id: string) =>
    (
      Reflect.get(option, 'series') as readonly { id: string; data: readonly (readonly [number, number | null])[] }[]
    ).find((series) => series.id === id)?.data

  it('draw depth and speed over simulated time', () => {
    const option = hydrographOption({ time: [0, 60], depth: [0, 0.4], speed: [0, 1.2] }, 60, words, () => '')
    const base = { ...option.baseOption }
    expect(dataOf(base, 'depth')).toEqual([
      [0, 0],
      [60, 0.4],
    ])
    expect(dataOf(base, 'speed')?.[1]).toEqual([60, 1.2])
    // beside an open record both names would lie on one another
    expect(option).toMatchObject({
      media: [
        { query: { maxWidth: 320 }, option: { yAxis: [{ name: '水深 m\n实线' }, { name: '流速 m/s\n虚线' }] } },
        { option: { yAxis: [{ name: '水深（实线） m' }, { name: '流速（虚线） m/s' }] } },
      ],
    })
  })

  it('draw two runs as a full and a dotted line, each at its own times', () => {
    const a = { time: [0, 120], depth: [0, 0.2], speed: [0, 0] }
    const b = { time: [0, 60], depth: [0, 0.4], speed: [0, 1.2] }
    const option = depthsOfTwoOption(a, b, 60, words, () => '')
    expect([dataOf(option, 'kept'), dataOf(option, 'own')]).toEqual([
      [
        [0, 0],
        [120, 0.2],
      ],
      [
        [0, 0],
        [60, 0.4],
      ],
    ])
    const section = { distance: [0, 4], bed: [3, 3.5], level: [3.2, Number.NaN] }
    const beside = { ...section, level: [3.9, 3.9] }
    const two = sectionOption(section, words, () => '', beside)
    expect(dataOf(two, 'kept')).toEqual([
      [0, 3.9],
      [4, 3.9],
    ])
    // the axis has room for both
    expect(two).toMatchObject({ yAxis: { max: expect.closeTo(3.99) } })
  })

  it('leave the water out where it is dry and the ground where there is none', () => {
    const section = { distance: [0, 4, 8], bed: [Number.NaN, 3, 3.5], level: [Number.NaN, 3.2, Number.NaN] }
    const option = sectionOption(section, words, () => '')
    expect(dataOf(option, 'level')?.map(([, height]) => height)).toEqual([null, 3.2, null])
    // the axis stays below: at H = 0 it would read as water
    expect(option).toMatchObject({ xAxis: { axisLine: { onZero: false } } })
    expect(dataOf(option, 'bed')?.map(([, height]) => height)).toEqual([null, 3, 3.5])
  })
})
