import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { aLeakSummary, inStreet, LEAKING, leakFrames, leakPlan } from '../../../tests/kit/a-leak.ts'
import { aPage, NOON, pipe } from '../../../tests/kit/a-page.ts'
import type { LeakOutcome } from '../../domain/leak/leak-outcome.ts'
import type { LeakKind } from '../../domain/leak/leak-plan.ts'
import { loadWords } from '../../i18n/words.ts'
import { type Leak, startedLeak, withLeakFrame } from '../../state/leak.ts'
import type { TwinState } from '../../state/store.ts'
import { PageProvider } from '../page.tsx'
import { ClosureAlternatives } from './closure-alternatives.tsx'
import { Crossings } from './crossings.tsx'
import { LeakCourse } from './leak-course.tsx'
import { LeakForm } from './leak-form.tsx'
import { Measures } from './leak-measures.tsx'
import { LeakPanel } from './leak-panel.tsx'
import { arrivalLines, figureText, significant, timeText } from './leak-words.ts'
import { LocalGrades } from './local-grades.tsx'
import { SpillDrains } from './spill-drains.tsx'
import { WaterPipes, WaterTravel } from './water-pipes.tsx'

await loadWords('en')

const config = {
  city: 'demo',
  backendUrl: '',
  publishableKey: '',
  isDemo: true,
  state: 'ready' as const,
  demoUsers: [],
}

/** What a part of the page says, without its tags. */
function said(part: React.ReactNode, state: Partial<TwinState>): string {
  const { store, commands } = aPage()
  store.setState(state)
  // rendered without a browser, a store is asked for how it began
  const page = { store: { ...store, getInitialState: store.getState }, commands, config, onSceneHost: () => {} }
  return renderToStaticMarkup(createElement(PageProvider, { face: 'planner', ...page, children: part }))
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/\s+/g, ' ')
}

const running = (kind: LeakKind, frames = 9) =>
  leakFrames(kind)
    .slice(0, frames)
    .reduce(withLeakFrame, startedLeak(inStreet(kind)))
const done = (kind: LeakKind, error?: number): Leak => ({
  ...running(kind),
  stage: { state: 'done', summary: aLeakSummary(kind, error) },
})
const panel = (leak: Leak, state: Partial<TwinState> = {}) => said(createElement(LeakPanel), { leak, ...state })

describe('the panel of a leak', () => {
  it('tells how far the computing is, and waits for its end with the list', () => {
    expect(panel(startedLeak(inStreet('gas')))).toContain('第一帧尚未到达')
    const work = { phase: 'isolation', done: 0, of: 0 } as const
    const begun = panel({ ...startedLeak(inStreet('gas')), work, startedAt: 1_000 }, { now: 8_000 })
    for (const part of ['正在查找应关阀门', '已用 00:00:07', '停止计算']) expect(begun).toContain(part)
    expect(panel({ ...running('gas', 4), work: { phase: 'members', done: 19, of: 64 } })).toContain('集合成员 19/64')
    const text = panel(running('gas', 4))
    for (const part of ['计算中 30%', '09:00:00', '停止计算', '计算完成后给出先后']) expect(text).toContain(part)
    expect(text).not.toContain('可信程度')
  })

  it('tells what is drawn of the gas above ground, or why nothing is', () => {
    const leak = done('gas')
    expect(panel(leak)).toContain('未给出风，不画浓度')
    const windy = { ...leak, scenario: { ...leak.scenario, wind: { speed_m_s: 3, from_deg: 270 } } }
    expect(panel(windy)).toContain('自 1% 起淡色画出；离地 1.5 m 以内')
    expect(panel(done('water'))).not.toContain('地面以上')
  })

  it('lists spaces by arrival with three times each, and never a single one', () => {
    const text = panel(done('gas'))
    for (const part of [
      ...[
        '波及空间 3',
        'WS1',
        '过浓',
        '最高 270% – 430% LEL',
        '有传感器',
        '无传感器',
        '地方分级 GPTC 1',
        'C 级',
        '64 组',
        '土壤各处相同',
      ],
      'P10 20 min · P50 25 min · P90 31 min',
      // in half of the ensemble only
      'P90 模拟时长内未到达 · 50% 成员到达',
    ])
      expect(text).toContain(part)
    for (const part of ['最早', '最晚', '不会到达']) expect(text).not.toContain(part)
    expect(panel(done('gas'), { locale: 'en' })).toContain('P90 not within the run · reached in 50% of members')
    expect(text).toContain('非实测')
  })

  it('of water tells what is left of the pressure, and no times that nobody computed', () => {
    const text = panel(done('water'))
    for (const part of ['受影响节点 3', '最低', '停水', 'A 级']) expect(text).toContain(part)
    for (const part of ['最早', '到达 ·']) expect(text).not.toContain(part)
  })

  it('of water tells tanks over time, no better than they are known, and thins what is long', () => {
    const leak = done('water')
    const { outcome } = aLeakSummary('water')
    const course = said(createElement(LeakCourse, { outcome }), { leak })
    for (const part of ['水池 SC1 水深', '3.21 m', '1.00 h', '2.10 m']) expect(course).toContain(part)
    expect(course).not.toContain('只列部分')
    const [tank] = outcome.series as [LeakOutcome['series'][number]]
    const points = Array.from({ length: 145 }, (_, i) => [600 * i, i] as const)
    const long = said(createElement(LeakCourse, { outcome: { ...outcome, series: [{ ...tank, points }] } }), { leak })
    expect(long).toContain('只列部分时刻')
    for (const part of ['24.0 h', '144 m', '12.0 m']) expect(long).toContain(part)
    expect(long).not.toContain('13.0 m')
  })

  it('of water lists the pipes that run dry or turn, and who is below what may have drawn in', () => {
    const text = panel(done('water'))
    for (const part of ['管段 2', '入侵与流达']) expect(text).toContain(part)
    const leak = done('water')
    const { outcome } = aLeakSummary('water')
    const pipes = said(createElement(WaterPipes, { leak, outcome }), { leak })
    for (const part of ['WS1 断水（与水源不通） · 外水可能侵入 · ≈ 300 L', '⇄ 水流反向 · 埋深不详'])
      expect(pipes).toContain(part)
    const travel = said(createElement(WaterTravel, { outcome, outside: null }), { leak })
    for (const part of ['可能受侵入水影响的用户 1', '海湾花园', '5.0 min · 最多 1%', 'JS1 2.0 h'])
      expect(travel).toContain(part)
    // 0.012 of what is outside
    expect(said(createElement(WaterTravel, { outcome, outside: 500 }), { leak })).toContain('最多 6 mg/L')
    const valves = said(createElement(Measures, { leak }), { leak })
    for (const part of [
      '快关水锤 ≈ 800 kPa；关阀历时不短于约 60 s（压升 ≤ 100 kPa，C 级，数量级）',
      '关阀后仍连通、供水不足的用户',
      '供水 71%',
      '水锤未知',
    ])
      expect(valves).toContain(part)
  })

  it('says beside the valves to close that a source in their segment goes on feeding', () => {
    const told = (sources: readonly string[]) => {
      const { outcome, ...rest } = aLeakSummary('gas')
      const isolation = outcome.isolation && { ...outcome.isolation, sources }
      const stage = { state: 'done', summary: { ...rest, outcome: { ...outcome, isolation } } } as const
      const leak = { ...done('gas'), stage }
      return said(createElement(Measures, { leak }), { leak })
    }
    expect(told(['demo/gas/TYZ9'])).toContain('仍不能止漏，须停气源 TYZ9')
    expect(told([])).not.toContain('TYZ9')
  })

  it('of a spill tells the earliest and the latest arrival, suspicions instead of valves, and no time between', () => {
    const text = panel(done('sewage'))
    for (const part of ['污水泄漏、偷排模拟', '经过的井与末端 3', '混接疑点 2', '末端 到此为止', '已排入'])
      expect(text).toContain(part)
    expect(text).toContain('最早 16 min · 最晚 26 min')
    for (const part of ['关阀', '可能 2', '漏出']) expect(text).not.toContain(part)
    const leak = done('sewage')
    const along = said(createElement(SpillDrains, { leak, outcome: aLeakSummary('sewage').outcome }), { leak })
    for (const part of ['WS4 30 L/s · 0.80 m/s – 1.4 m/s · 浓度 ≤ 33%', '稀释未知 · 上游井冒溢'])
      expect(along).toContain(part)
    const crossings = aLeakSummary('sewage').outcome.crossings ?? []
    expect(said(createElement(Crossings, { crossings }), {})).toContain('YS7 污水管接入雨水管 · WS2~1、YS7~1')
  })

  it("shows a city's grades beside its own, and whose they are", () => {
    expect(said(createElement(LocalGrades, { grades: null }), {})).toContain('GPTC（美国）示例')
    const lines = [{ kinds: ['basement' as const], from: 0.2, grade: '一级' }]
    const grades = { name: { zh: '某市规程', en: 'Town code' }, lines }
    const text = said(createElement(LocalGrades, { grades }), {})
    for (const part of ['某市规程', '≥ 20% LEL · 一级 限：地下室', '报警（≥ 20% LEL）', '条文未经核对'])
      expect(text).toContain(part)
  })

  it('marks a result whose accounts do not close', () => {
    expect(panel(done('gas'))).not.toContain('不可信')
    expect(panel(done('gas', 1e-3))).toContain('结果不可信')
  })

  it('tells an account that closes to the last digits as one that does, never as a power of ten', () => {
    const text = panel(done('gas', 2e-16))
    expect(text).toContain('< 0.01%')
    expect(text).not.toContain('e-')
  })

  it('says that nothing was reached, and that this is no proof of safety', () => {
    const nothing = (kind: LeakKind) => {
      const summary = aLeakSummary(kind)
      const stage = { state: 'done', summary: { ...summary, outcome: { ...summary.outcome, reached: [] } } } as const
      return panel({ ...done(kind), stage })
    }
    expect(nothing('gas')).toContain('不等于没有危险：未列入数据的空间')
    // of water there are no spaces
    expect(nothing('water')).toContain('不等于没有影响：未列入数据的管线和用户')
    expect(nothing('heat')).not.toContain('空间')
  })

  it('names item by item why it was refused, and keeps what came before it was cancelled', () => {
    const refused = { kind: 'invalid', detail: 'leak-gas: pipe RQ1: status is abandoned; soil: none' } as const
    const text = panel({ ...startedLeak(inStreet('gas')), stage: { state: 'failed', failure: refused } })
    for (const part of ['没有计算', 'pipe RQ1: status is abandoned', 'soil: none', '重新设置'])
      expect(text).toContain(part)
    const cancelled = { state: 'failed', failure: { kind: 'cancelled', detail: '' } } as const
    expect(panel({ ...running('heat', 3), stage: cancelled })).toContain('不是完整结果')
  })

  it('speaks English', () => {
    expect(panel(done('heat'), { locale: 'en' })).toMatch(/Neighbours warmed 3.*Cable/)
  })
})

it('says what to close when a valve fails, and that nothing else does where it is so', () => {
  const valve = (node: string) => ({ link: `demo/water/${node}~1`, node: `demo/water/${node}` })
  const alternatives = [
    { fails: valve('V1'), close: [valve('V3'), valve('V4')], sources: [], cutOff: 120 },
    { fails: valve('V2'), close: [], sources: ['demo/water/SC1', 'demo/water/SC2'], cutOff: 900 },
  ]
  const part = (kind: 'water' | 'heat', locale: 'zh' | 'en') =>
    said(createElement(ClosureAlternatives, { kind, alternatives }), { locale })
  for (const line of ['V1 → V3、V4 · 止漏后停供用户 120 户', 'V2 没有可替代的阀门 · 仍不能止漏，须停水源 SC1、SC2 ·'])
    expect(part('water', 'zh')).toContain(line)
  expect(part('heat', 'zh')).toContain('须停热源 SC1')
  expect(part('water', 'en')).toContain('still fed: shut the water source SC1')
  expect(said(createElement(ClosureAlternatives, { kind: 'water', alternatives: [] }), {})).toBe('')
})

describe('the form of a leak', () => {
  const asset = { ...pipe, id: LEAKING, discipline: 'gas', diameter_mm: 200 }
  const form = (state: Partial<TwinState> = {}) =>
    said(createElement(LeakForm, { asset }), {
      ...{ leakForm: LEAKING, leakPlan: { state: 'loaded', value: leakPlan } },
      ...state,
    })

  it('is there for the line that it was asked for only', () => {
    expect(form({ leakForm: null })).toBe('')
    expect(form({ leakForm: 'demo/gas/other' })).toBe('')
  })

  it('asks by the place, the hole, soil and wind, and tells what is lacking', () => {
    const text = form()
    for (const part of ['距起点 31.2', '破口', '土质', '地面', '没有可用的风速', '容积未测的井 (12)', '开始模拟'])
      expect(text).toContain(part)
    expect(text).not.toContain('服务压力')
  })

  it('shows the wind of the nearest sensor with its age, and does not take an old one', () => {
    const sensor = {
      ...{ id: 'WS-1', kind: 'wind-speed', name: '大桥风速', assetId: null, district: 'D1', period_s: 60 },
      ...{ staleAfter_s: 180, at: pipe.at, thresholds: [] },
      latest: { at: NOON - 90_000, value: 4.2, quality: 'good', grade: 'normal' },
    } as const
    const measured = (at: number) => ({
      sensors: { state: 'loaded', value: [{ ...sensor, latest: { ...sensor.latest, at } }] } as const,
      link: { state: 'live', since: NOON } as const,
    })
    expect(form(measured(NOON - 90_000))).toMatch(/大桥风速 4\.2.*1 分钟前/)
    expect(form(measured(NOON - 90_000))).not.toContain('已过期')
    expect(form(measured(NOON - 3_600_000))).toContain('没有采用')
  })

  it('has a face for a build without files of leaks', () => {
    const failure = { kind: 'not-found', detail: '' } as const
    expect(form({ leakPlan: { state: 'failed', failure } })).toContain('没有泄漏模拟所需的文件')
    expect(form({ leakPlan: { state: 'loaded', value: { ...leakPlan, networks: [] } } })).toContain('没有燃气管网')
  })
})

describe('numbers of a leak', () => {
  const words = {
    ...{ locale: 'zh', name: ({ zh }: { zh: string }) => zh, given: (zh: string | null) => zh },
    ...{ t: (key: string) => key, known: (_: string, name: string) => name },
  } as Parameters<typeof significant>[0]

  it('have as many digits as is known of them', () => {
    expect(significant(words, 0.012345, 'kg/s', 2)).toBe('0.012\u2009kg/s')
    expect(significant(words, 1234, 'm³', 2)).toBe('1,200\u2009m³')
    expect(figureText(words, { value: 34, unit: 'm', isRough: true }, 'A')).toBe('≈ 30\u2009m')
    expect(figureText(words, { value: 7, unit: 'm', isRough: true, isLess: true }, 'C')).toBe('< 7\u2009m')
    expect(figureText(words, { value: null, unit: 'm', isRough: true }, 'A')).toBe('app.unknown')
    expect(timeText(words, 30, 'C')).toBe('< 1\u2009min')
    expect(timeText(words, 5025, 'C')).toBe('1.4\u2009h')
    expect(timeText(words, 260_000, 'C')).toBe('3.0\u2009d')
  })

  it('of gas never come as one time', () => {
    const [gas, heat] = [
      { kind: 'gas', members: 1, evidence: 'C' },
      { kind: 'heat', members: 1, evidence: 'C' },
    ] as const
    const arrival = { p10: 600, p50: 600, p90: 600, reached: null }
    expect(arrivalLines(words, arrival, gas)).toEqual(['leak.arrival.single'])
    expect(arrivalLines(words, arrival, heat)).toEqual(['10\u202fmin'])
  })

  it('that lie behind the run are told as such, never as what does not come', () => {
    const many = { kind: 'gas', members: 64, evidence: 'C' } as const
    const few = arrivalLines(words, { p10: 600, p50: null, p90: null, reached: 0.25 }, many)
    expect(few).toEqual([
      'P10\u00a010\u202fmin',
      'P50list.separatorP90\u00a0leak.arrival.notWithin',
      'leak.arrival.reached',
    ])
    const fewer = arrivalLines(words, { p10: null, p50: null, p90: null, reached: 0.05 }, many)
    expect(fewer[0]).toBe('P10list.separatorP50list.separatorP90\u00a0leak.arrival.notWithin')
    // a neighbour without a limit of its own is not reached later: nothing is asked of it
    expect(arrivalLines(words, undefined, { kind: 'heat', members: 1, evidence: 'C' })).toEqual([
      'leak.arrival.noLimit',
    ])
  })
})
