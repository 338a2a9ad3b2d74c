import type { Localized } from '../../localized.ts'
import { programVersion } from '../../program-version.ts'
import { accountsOf } from '../accounts.ts'
import type { ComputedBy } from '../computed-by.ts'
import type { FloodGround } from '../flood-ground.ts'
import type { FloodPlan } from '../flood-plan.ts'
import type { FloodFrame } from '../frame.ts'
import type { FloodOutcome } from '../outcome.ts'
import { bySwitchTime, type FloodScenario, type FloodSwitch, isAfter } from '../scenario.ts'
import { sumOfSteps } from '../stepwise.ts'

/** A finished run, as files tell it to somebody who has nothing else of it. */
export interface ExportedRun {
  readonly name: string
  readonly scenario: FloodScenario
  /** beside the scenario, by staff while it was computed */
  readonly switched: readonly FloodSwitch[]
  readonly plan: FloodPlan
  readonly grid: FloodGround
  /** of the plane of the grid */
  readonly crs: string
  /** [ms since 1970 UTC] */
  readonly startedAt: number
  readonly frames: readonly FloodFrame[]
  readonly outcome: FloodOutcome
  readonly computedBy: ComputedBy | null
  readonly caveats: readonly Localized[]
  /** share of the volume that is not accounted for, and what is allowed [1] */
  readonly error: number
  readonly tolerance: number
}

/** What a file's name cannot have on some system. */
const NO_NAME = /[\s\\/:*?"<>|#%]+/g
/** The city's clock, wherever the file is made: UTC+8 [ms]. */
const CLOCK = 8 * 3_600_000

/** More volume is missing than is allowed: nobody may act on it. */
export function isTrusted({ error, tolerance }: Pick<ExportedRun, 'error' | 'tolerance'>): boolean {
  return error <= tolerance
}

/** Name of a file: city, scenario, time of the run in the city; of one that is not trustworthy it says so. */
export function fileName(
  run: Pick<ExportedRun, 'name' | 'startedAt' | 'error' | 'tolerance'> & { readonly plan: Pick<FloodPlan, 'city'> },
  what: string,
  extension: string,
): string {
  const stamp = clockText(run.startedAt).slice(0, 16).replaceAll('-', '').replace(':', '').replace('T', '-')
  const parts = [run.plan.city, run.name, stamp, what, ...(isTrusted(run) ? [] : ['不可信-untrusted'])]
  return `${parts.map((part) => part.replace(NO_NAME, '-')).join('_')}.${extension}`
}

/** What a file says of the run, line by line, in both languages. */
export function factsOf(run: ExportedRun): readonly (readonly [what: string, text: string])[] {
  const { plan, scenario, grid, outcome, caveats } = run
  const { rain, returnPeriod, stormMinutes, hours, surge } = scenario
  const percent = (share: number) => `${Number((100 * share).toPrecision(3))}%`
  const volume = `${percent(run.error)} (允许 allowed ${percent(run.tolerance)})`
  const [formula] = plan.storms
  const storm =
    rain === 'design'
      ? `设计暴雨 design storm P=${returnPeriod} a, ${stormMinutes} min, ${formula?.name} (${formula?.source})`
      : RAINS[rain]
  return [
    ...(isTrusted(run) ? [] : [['不可信 NOT TRUSTWORTHY', `水量误差 volume error ${volume}`] as const]),
    ['模拟 simulation', '内涝模拟，非实测、非预报 simulated inundation, neither measured nor a forecast'],
    ['程序 program', `Lifeline Twin ${programVersion}`],
    ['城市 city', `${plan.city}, build ${plan.build}`],
    ['情景 scenario', run.name],
    ['降雨 rain', storm],
    ...scenario.switches
      .toSorted(bySwitchTime)
      .map((one) => ['情景设定的切换 switched by the scenario', switchText(run, one)] as const),
    ...run.switched.map((one) => ['计算中切换 switched while it ran', switchText(run, one)] as const),
    ...worksOf(scenario),
    ['时长 duration', `${hours} h; 增水 surge ${surge} m`],
    ['下渗 infiltration', INFILTRATIONS[scenario.infiltration]],
    ['计算开始 started', `${clockText(run.startedAt)}+08:00`],
    ['网格 grid', `${grid.size} m, ${grid.columns} × ${grid.rows}, ${run.crs}`],
    ...(run.computedBy ? [['计算设备 computed by', told(run.computedBy.told)] as const] : []),
    ['步数 steps', String(outcome.steps)],
    ['水量误差 volume error', volume],
    ...accountsOf(outcome).map(({ of, error, errorShare }) => {
      const text = `${ACCOUNTS[of]} ${Number(error.toPrecision(3))} m³ (${percent(errorShare)})`
      return ['水量闭合差 not accounted for', text] as const
    }),
    ...caveats.map(({ zh, en }) => ['适用范围 caveat', `${zh} ${en}`] as const),
    ...plan.missing.map(({ why, count }) => ['数据缺失 missing', `${told(why)}${countText(count)}`] as const),
    ...plan.assumed.map(({ why, count }) => ['假定 assumed', `${told(why)}${countText(count)}`] as const),
  ]
}

const ACCOUNTS = { ground: '地面 ground', drains: '管网 drains' } as const

/** What bursts, is put up and breaks. */
function worksOf({ sources, barriers, breaches, hours }: FloodScenario): (readonly [what: string, text: string])[] {
  const crestOf = (crest: FloodScenario['barriers'][number]['crest']) =>
    'level_m' in crest ? `H ${crest.level_m} m` : `高出地面 above the ground ${crest.above_m} m`
  return [
    ...sources.map(({ name, series }) => {
      const volume = sumOfSteps(series, 3600 * hours)
      return ['涌水 source', `${name}: ${Number(volume.toPrecision(4))} m³`] as const
    }),
    ...barriers.map(({ name, crest, time_s }) => ['挡水 barrier', `${name}: ${crestOf(crest)}, ${time_s} s`] as const),
    ...breaches.map(
      ({ name, bottom_m, time_s, growth_s }) =>
        ['溃口 breach', `${name}: H ${bottom_m} m, ${time_s} s + ${growth_s} s`] as const,
    ),
  ]
}

const INFILTRATIONS = { none: '不计 not counted', cover: '按地表覆盖估算 estimated by land cover' } as const
const RAINS = { live: '雨量站实测外推 measured by the gauges and held on', none: '无 none' } as const

export function told({ zh, en }: Localized): string {
  return `${zh} ${en}`
}

/** What is switched, where it is put and when. */
function switchText({ plan, scenario }: ExportedRun, one: FloodSwitch): string {
  const { pumps = [], gates = [] } = plan.drainage ?? {}
  const { name } = [...pumps, ...gates].find(({ id }) => id === one.id) ?? { name: '' }
  const isPump = pumps.some(({ id }) => id === one.id)
  const after = isAfter(one, scenario) ? ', 在模拟结束之后，未执行 after the end: not taken' : ''
  return `${name} ${one.id}: ${settingText(isPump, one.setting)} (${Number(one.time_s.toFixed(1))} s${after})`.trimStart()
}

function settingText(isPump: boolean, setting: FloodSwitch['setting']): string {
  if (setting === null) return '自动 by itself'
  if (isPump && setting === 0) return '停泵 off'
  if (isPump && setting === 1) return '开泵 on'
  return `开度 open ${Number((100 * setting).toFixed(1))}%`
}

export function countText(count: number | null): string {
  return count === null ? '' : ` (${count})`
}

/** 2026-03-01T12:00:00 in the city. */
export function clockText(at: number): string {
  return new Date(at + CLOCK).toISOString().slice(0, 19)
}
