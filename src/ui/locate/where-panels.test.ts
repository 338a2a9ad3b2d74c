import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { aLeakSource, anAdjacency } from '../../../tests/kit/a-leak-source.ts'
import { aPage, gauge, manifest } from '../../../tests/kit/a-page.ts'
import { loadWords } from '../../i18n/words.ts'
import { adjacencyMarks, sourceMarks } from '../../scene/where-marks.ts'
import type { TwinState } from '../../state/store.ts'
import { AdjacencyPanel } from '../adjacency/adjacency-panel.tsx'
import { PageProvider } from '../page.tsx'
import { LeakSourcePanel } from './leak-source-panel.tsx'

await loadWords('en')

const config = {
  ...{ city: 'demo', backendUrl: '', publishableKey: '', isDemo: true },
  ...{ state: 'ready' as const, demoUsers: [] },
}

/** What a panel says, without its tags. */
function said(panel: () => React.ReactNode, state: Partial<TwinState>): string {
  const { store, commands } = aPage()
  store.setState({ internal: { state: 'loaded', value: manifest }, ...state })
  // rendered without a browser, a store is asked for how it began
  const page = { store: { ...store, getInitialState: store.getState }, commands, config, onSceneHost: () => {} }
  return renderToStaticMarkup(createElement(PageProvider, { face: 'planner', ...page, children: createElement(panel) }))
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\u2009]+/g, ' ')
}

describe('the panel of spaces beside gas pipes', () => {
  it('tells how many there are, how many nobody watches, and what is not known', () => {
    const text = said(AdjacencyPanel, { adjacency: anAdjacency() })
    for (const part of [
      ...[
        '5 m 内有 3 对，涉及 3 处空间，其中 2 处无甲烷监测',
        '全部配对 3',
        '无甲烷监测 2',
        '净距 1.20 m（水平 0.80 m，垂直 0.90 m） · 规范水平净距 ≥ 1.20 m（GB 50289-2016, 4.1.9） · 400 kPa · 21 年 · 钢 · 120 人',
      ],
      '打印排查单',
      ...['压力未知 · 年代未知 · 材质未知 · 人数未知', '可信程度 C 级'],
    ])
      expect(text).toContain(part)
    expect(said(AdjacencyPanel, { adjacency: anAdjacency(), locale: 'en' })).toContain(
      '2 of these without a methane sensor',
    )
  })

  it('tells while it computes what it is at and how many pipes are compared', () => {
    const work = { phase: 'comparing', done: 1000, of: 4000 } as const
    const adjacency = { ...anAdjacency(), analysis: { state: 'running', startedAt: 0, work } } as const
    expect(said(AdjacencyPanel, { adjacency, now: 3000 })).toContain('正在比对燃气管线与地下空间（条） · 1,000/4,000')
    expect(said(AdjacencyPanel, { adjacency, now: 3000, locale: 'en' })).toContain('1,000 of 4,000')
  })

  it('does not take nothing to compare for no danger', () => {
    const none = { pairs: [], pairCount: 0, spacesInReach: 0, unwatched: [] }
    expect(said(AdjacencyPanel, { adjacency: anAdjacency({ ...none, spaces: 0 }) })).toContain('不等于没有风险')
    expect(said(AdjacencyPanel, { adjacency: anAdjacency(none) })).toContain('5 m 内没有与燃气管线相邻')
  })

  it('marks what nobody watches by a question mark in a ring, and a space once', () => {
    const adjacency = anAdjacency()
    expect(adjacencyMarks(adjacency).map(({ id, ring, label }) => [id, ring, label])).toEqual([
      ['demo/sewer/WS1', 'suspect', '1'],
      ['demo/sewer/WS2', 'none', '2'],
      ['demo/power/DL1~DL2~1#3', 'suspect', '3'],
    ])
    const rows = adjacency.analysis.state === 'done' ? adjacency.analysis.summary.outcome.pairs : []
    const twice = anAdjacency({ pairs: [...rows, ...rows] })
    expect(adjacencyMarks(twice).length).toBe(3)
  })

  it('marks the one that was gone to however far down it stands, and by whichever of its pipes', () => {
    const adjacency = anAdjacency()
    const rows = adjacency.analysis.state === 'done' ? adjacency.analysis.summary.outcome.pairs : []
    const [first] = rows
    if (!first) throw new Error('no row')
    const pairs = Array.from({ length: 70 }, (_, n) => ({ ...first, space: `s${n}` }))
    const chosen = { ...first, space: 's60', pipe: 'another' }
    const marks = adjacencyMarks({ ...anAdjacency({ pairs }), chosen })
    expect(marks.length).toBe(51)
    expect(marks.at(-1)).toMatchObject({ id: 's60', ring: 'selected', label: '61' })
  })
})

describe('the panel of where gas comes from', () => {
  it('gives sets and groups, biogas, and who did not answer', () => {
    const text = said(LeakSourcePanel, { leakSource: aLeakSource() })
    for (const part of [
      ...[
        '50% 可能在 1 条管线内，90% 在 3 条内',
        '的可能性 18%',
        '有响应 2，平稳 0，无读数 1',
        '第 1 组 · 2 条读数无法区分，合计 70%',
      ],
      ...['约 0.5 m³/h', '泄漏量无法估计', '开始时间未知', '另有 4 条', '可信程度 C 级'],
    ])
      expect(text).toContain(part)
    expect(text).not.toContain('少于 2 个')
  })

  it('warns before all else where fewer than two sensors respond', () => {
    const few = aLeakSource({ sensors: [{ id: 'S', answer: 'responding' }] })
    const text = said(LeakSourcePanel, { leakSource: few })
    expect(text).toContain('只有 1 个传感器有响应，少于 2 个')
    expect(text).toContain('响应的传感器不足，不能单独确认')
    expect(text).not.toContain('可单独区分')
    expect(said(LeakSourcePanel, { leakSource: few, locale: 'en' })).toContain('Do not dig by this')
  })

  it('tells of water what is known of it, and nothing of gas', () => {
    const found = aLeakSource({ biogas: null, sensors: [{ id: 'S', answer: 'responding' }] })
    const text = said(LeakSourcePanel, { leakSource: { ...found, kind: 'water' } })
    for (const part of [
      '漏水精准溯源',
      '只有 1 个传感器的压力明显低于平时',
      '另有 4 条较远的管线没有参与推算',
      '90% 在 3 条内',
    ])
      expect(text).toContain(part)
    expect(text).not.toMatch(/沼气|m³\/h|泄漏量|井室|若有泄漏/)
  })

  it('tells before the sets why nobody may rely on them', () => {
    const doubt = { zh: '结果不可靠', en: 'not to be relied on' }
    const text = said(LeakSourcePanel, { leakSource: aLeakSource({ doubt }) })
    expect(text).toMatch(/结果不可靠.*若有泄漏：50% 可能在/)
    expect(said(LeakSourcePanel, { leakSource: aLeakSource() })).not.toContain('结果不可靠')
  })

  it('says why nothing could be traced', () => {
    const failure = { kind: 'invalid', detail: 'locate-gas: sensor S: stands in no known space below ground' } as const
    const refused = { ...aLeakSource(), analysis: { state: 'failed', failure } as const }
    expect(said(LeakSourcePanel, { leakSource: refused })).toContain('sensor S: stands in no known space')
  })

  it('numbers each group once and tells of rows that are not listed', () => {
    const source = aLeakSource()
    const [first] = source.analysis.state === 'done' ? source.analysis.summary.outcome.pipes : []
    if (!first) throw new Error('no pipe')
    const many = Array.from({ length: 45 }, (_, n) => ({ ...first, id: `p${n}`, group: n < 44 ? 0 : 1 }))
    const crowded = aLeakSource({ pipes: many, ninety: 45, half: 3 })
    expect(sourceMarks(crowded, []).flatMap(({ label }) => label ?? [])).toEqual(['1', '2'])
    const text = said(LeakSourcePanel, { leakSource: crowded })
    expect(text).toContain('第 1 组 · 44 条读数无法区分')
    expect(text).toContain('另有 5 条未列出')
  })

  it('marks the sensors that were asked, and each group that reads alike by one number', () => {
    const marks = sourceMarks(aLeakSource(), [gauge])
    expect(marks.map(({ shape, ring, label }) => [shape, ring, label])).toEqual([
      ['triangle', 'suspect', undefined],
      ['square', 'suspect', '1'],
      ['square', 'suspect', undefined],
      ['square', 'suspect', '2'],
    ])
  })
})
