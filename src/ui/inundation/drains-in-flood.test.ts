import { createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { aFinishedRun, aFloodSummary, floodFrames, inValley } from '../../../tests/kit/a-flood.ts'
import { aPage } from '../../../tests/kit/a-page.ts'
import type { FloodPlan } from '../../domain/inundation/flood-plan.ts'
import type { NetworkOutcome } from '../../domain/inundation/outcome.ts'
import { type FloodSwitch, presetScenario, scenarioSchema } from '../../domain/inundation/scenario.ts'
import { say } from '../../i18n/words.ts'
import { type Flood, startedFlood } from '../../state/flood.ts'
import { PageProvider } from '../page.tsx'
import { FloodBalance } from '../print/flood-balance.tsx'
import { FloodManholes } from './flood-manholes.tsx'
import { SwitchRecord } from './flood-switches.tsx'
import { manholeOption } from './manhole-option.ts'
import { PlannedSwitches } from './planned-switches.tsx'
import { switchables, switchWords } from './switchables.ts'

const pumps = [
  { id: 'small', name: '通道泵', from: 'U', to: 'X', flow_m3_s: 0.1 },
  { id: 'B', name: 'B 泵', from: 'S', to: 'O#2', flow_m3_s: 2.5 },
  { id: 'A', name: 'A 泵', from: 'S', to: 'O', flow_m3_s: 2.5 },
]
const manhole = (node: string, returned: number) => ({
  ...{ node, drained: 5, returned, peak: returned / 100, peakAt: returned > 0 ? 3900 : null },
  since: returned > 0 ? 3600 : null,
})
const network: NetworkOutcome = {
  series: {
    times: Float64Array.of(0, 3600),
    ...{ nodes: ['Y1', 'Y2', 'Y3'], links: [] },
    rim: Float64Array.of(3, 3.2, 3.4),
    depth: new Float64Array(6),
    head: Float64Array.of(1, 1.1, 1.2, 2, 3.5, 2.2),
    flow: new Float64Array(0),
  },
  manholes: [manhole('Y1', 12), manhole('Y2', 340), manhole('Y3', 0.01)],
  ...{ initial: 0, inflow: 0, outflow: 900, spilled: 0, lost: 0, stored: 80, error: 0 },
}
const summary = aFloodSummary()
const flood = (drains: NetworkOutcome | null): Flood => ({
  ...startedFlood(inValley, null),
  frames: floodFrames(),
  stage: {
    state: 'done',
    summary: { ...summary, outcome: { ...summary.outcome, network: drains } },
  },
})

function said(element: ReactElement): string {
  const { store, commands } = aPage()
  const config = { city: 'demo', backendUrl: '', publishableKey: '', isDemo: true, state: 'ready' as const }
  const page = { store: { ...store, getInitialState: store.getState }, commands, onSceneHost: () => {} }
  return renderToStaticMarkup(
    createElement(PageProvider, { face: 'planner', ...page, config: { ...config, demoUsers: [] }, children: element }),
  )
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replace(/\s+/g, ' ')
}

function switched(drains: Partial<NonNullable<FloodPlan['drainage']>>, switches: FloodSwitch[]): ReactElement {
  const drainage = { path: '', nodes: 0, links: 0, pumps: [], gates: [], openings: [], outfalls: [], ...drains }
  return createElement(PlannedSwitches, { drainage, scenario: { switches, hours: 3 }, onChange: () => {} })
}

describe('the balance on paper', () => {
  const volumes = {
    ...{ initial: 0, rain: 900, inflow: 0, outflow: 100, infiltrated: 0, drained: 700, returned: 352, roofs: 600 },
    ...{ final: 452.5, error: 0, errorShare: 0 },
  }
  const of = (drains: NetworkOutcome | null) =>
    said(createElement(FloodBalance, { outcome: { volumes, network: drains } }))

  it('has an account of the ground and one of the drains, each with what it leaves unexplained', () => {
    // 900 + 352 = 100 + 700 + 452.5 − 0.5; 700 + 600 + 32 = 900 + 352 + 80
    const text = of({ ...network, inflow: 32 })
    const [ground, drains] = text.split('排水管网 开始')
    for (const part of ['来水合计 1,252 m³', '水量闭合差 0.500 m³（0.03994%） · 允许 0.01%'])
      expect(ground).toContain(part)
    for (const part of ['来水合计 1,332 m³', '去向合计 1,332 m³', '水量闭合差 < 0.001 m³'])
      expect(drains).toContain(part)
    expect(ground).not.toContain('屋面')
  })

  it('tells of no infiltration where nothing can infiltrate', () => {
    expect(of(null)).not.toMatch(/下渗|渗漏|排水管网/)
  })
})

describe('the manholes of a flood', () => {
  it('are listed by what came out of them, and not where next to nothing did', () => {
    const text = said(createElement(FloodManholes, { flood: flood(network) }))
    expect(text).toContain('冒水井口：2 处，共 3 处')
    expect(text.indexOf('Y2')).toBeLessThan(text.indexOf('Y1'))
    expect(text).toContain('最大 3.400 m³/s，01:05:00')
    expect(text).not.toContain('Y3')
  })

  it('say so where none spills, and nothing at all without drains', () => {
    const dry = { ...network, manholes: [manhole('Y1', 0)] }
    expect(said(createElement(FloodManholes, { flood: flood(dry) }))).toContain('没有井口冒水')
    expect(said(createElement(FloodManholes, { flood: flood(null) })).trim()).toBe('')
  })

  it('stand side by side where the picture is of two runs, the worst of either first', () => {
    const own = flood({ ...network, manholes: [manhole('Y1', 12), manhole('Y2', 340), manhole('Y3', 500)] })
    const kept = { ...summary, outcome: { ...summary.outcome, network } }
    const reference = { ...aFinishedRun('A'), summary: kept }
    const text = said(createElement(FloodManholes, { flood: { ...own, reference, split: 0.5 } }))
    expect(text).toMatch(
      /冒出水量 A B B − A 全部井口 352 m³ 852 m³ \+500 m³ Y3 0.0 m³ 500 m³ \+500 m³ Y2 340 m³ 340 m³ 0.0 m³/,
    )
  })

  it('draw the level of the one that is asked for, with its rim', () => {
    const words = { locale: 'zh', t: (key: Parameters<typeof say>[1]) => say('zh', key), name: () => '' } as const
    const option = manholeOption(network.series, 'Y2', 3600, { ...words, given: () => '', known: () => '' }, () => '')
    expect(option).toMatchObject({
      series: [
        {
          data: [
            [0, 1.1],
            [3600, 3.5],
          ],
          markLine: { data: [{ yAxis: 3.2 }, { xAxis: 3600 }] },
        },
      ],
    })
  })
})

describe('the pumps of a scenario', () => {
  it('run by their levels, each until it is switched, as often as staff mean to', () => {
    const switches = [
      { id: 'B', time_s: 1800, setting: 0 },
      { id: 'A', time_s: 0, setting: 0 },
      { id: 'B', time_s: 5400, setting: 1 },
      { id: 'B', time_s: 12_000, setting: null },
    ]
    const text = said(switched({ pumps }, switches))
    expect(text.match(/起始按水位自动运行/g)).toHaveLength(3)
    expect(text).toMatch(/B 泵 起始按水位自动运行 · 2.50 m³\/s.*停泵.*开泵.*自动.*在模拟结束之后.*A 泵.*停泵/)
    expect(text.match(/在模拟结束之后/g)).toHaveLength(1)
  })

  it('lose pump B of the largest house by the preset, and nothing where there are none', () => {
    const scenario = presetScenario('pump-off', pumps)
    expect(scenario).toMatchObject({ returnPeriod: 50, surge: 1, switches: [{ id: 'B', time_s: 0, setting: 0 }] })
    expect(scenarioSchema.safeParse(scenario).success).toBe(true)
    expect(presetScenario('pump-off', pumps.slice(0, 1)).switches).toMatchObject([{ id: 'small' }])
    expect(presetScenario('pump-off').switches).toEqual([])
  })
})

describe('the gates of a scenario', () => {
  const gates = [
    { id: 'G', name: '挡潮闸', from: 'S', to: 'O', kind: 'orifice' as const },
    { id: 'H', name: '连通闸', from: 'S', to: 'T', kind: 'orifice' as const },
  ]

  it('stay open until one is put to an opening, from its minute on', () => {
    const text = said(switched({ gates }, [{ id: 'G', time_s: 1200, setting: 0.25 }]))
    expect(text).toMatch(/挡潮闸 起始全开.*% 开度.*连通闸 起始全开/)
    expect(text.match(/% 开度/g)).toHaveLength(1)
    expect(said(switched({}, [])).trim()).toBe('')
  })

  it('are switched after the pumps while it is computed, told as shut, open or a share', () => {
    const drainage = { path: '', nodes: 0, links: 0, pumps, gates, openings: [], outfalls: [] }
    expect(switchables(drainage).map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'small pump',
      'B pump',
      'A pump',
      'G gate',
      'H gate',
    ])
    const t = (key: Parameters<typeof say>[1], values?: Parameters<typeof say>[2]) => say('zh', key, values)
    const words = { locale: 'zh', t } as const
    const told = [0, 0.25, 1].map((setting) => switchWords({ id: 'G', setting }, drainage, words).setting)
    expect(told).toEqual(['关闭', '开度 25%', '全开'])
  })
})

describe('what was switched in a run', () => {
  it('is told with its time, by the scenario and while it ran apart, and what was not taken as such', () => {
    const drainage = { path: '', nodes: 0, links: 0, pumps, gates: [], openings: [], outfalls: [] }
    const switches = [
      { id: 'A', time_s: 7200, setting: 1 },
      { id: 'A', time_s: 600, setting: 0 },
    ]
    const run = {
      plan: { ...inValley.plan, drainage },
      scenario: { ...inValley.scenario, hours: 1, switches },
      switched: [{ id: 'B', time_s: 61.2, setting: null }],
    }
    const late = [{ id: 'B', setting: 0 }]
    expect(said(createElement(SwitchRecord, { run, late })).trim()).toBe(
      '情景设定的切换 00:10:00 A 泵 停泵 02:00:00 A 泵 开泵 (在模拟结束之后，不会执行) ' +
        '计算中切换 00:01:01 B 泵 自动 B 泵 停泵: 下达时计算已到终点，未执行',
    )
  })
})
