import type { FloodPlan } from '../../../src/domain/inundation/flood-plan.ts'
import type { FloodQuestion } from '../../../src/domain/inundation/flood-question.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { linear } from '../acts/series.ts'
import { dayOf } from './design-day.ts'

const HOUR = 3600

/** What of the design day is told, in its words. */
const WATERS = [
  { water: 'sea', of: 'level_m', zh: ['海平面', '最高'], en: 'The sea' },
  { water: 'river', of: 'level_m', zh: ['河道水位', '最高'], en: 'The level of the river' },
  { water: 'river', of: 'discharge_m3_s', zh: ['河道来流', '最大'], en: 'The flow of the river' },
] as const

/** What no run of a city has, and what it takes its rain and the water beyond its rim for. */
export function toldOfQuestion({ plan, scenario }: Pick<FloodQuestion, 'plan' | 'scenario'>): Localized[] {
  const isDesign = scenario.rain === 'design'
  return [
    ...(isDesign && plan.storms.length > 1 ? [whichStorm(plan.storms)] : []),
    ...toldOfDay(plan, scenario),
    ...(isDesign ? [EVEN_STORM] : []),
    NO_STRUCTURES,
  ]
}

function whichStorm([used, ...others]: FloodPlan['storms']): Localized {
  const name = (storm: FloodPlan['storms'][number] | undefined) => `“${storm?.name}”（${storm?.source}）`
  return {
    zh: `本市有 ${others.length + 1} 个暴雨强度公式，本次用第一个${name(used)}；未用：${others.map(name).join('、')}。`,
    en: `Of the ${others.length + 1} storm formulas of the city the first is used: ${name(used)}; not used: ${others.map(name).join(', ')}.`,
  }
}

/** Of every water at the rim or an outfall: where it stands at the start and at most, and that this is of the design day. */
function toldOfDay(
  { waters, boundaries, drainage }: FloodPlan,
  { surge, hours, rain }: FloodQuestion['scenario'],
): Localized[] {
  const atRim = (kind: string) => boundaries.some(({ water }) => water === kind)
  const isOut = (kind: string) => drainage?.outfalls.some(({ water }) => water === kind)
  const told = WATERS.flatMap(({ water, of, zh: [name, highest], en }): Localized[] => {
    const isFlow = of === 'discharge_m3_s'
    const day = dayOf(waters, water, of, surge)
    // a river whose level is known comes in by it
    const isIn = isFlow ? atRim(water) && dayOf(waters, water, 'level_m').length === 0 : atRim(water) || isOut(water)
    if (!isIn || day.length === 0) return []
    const { at } = linear(day)
    const values = [at(0), ...day.flatMap(([time, value]) => (time <= hours * HOUR ? [value] : [])), at(hours * HOUR)]
    const say = (value: number) => (isFlow ? `${value.toFixed(1)} m³/s` : `H ${value.toFixed(2)} m`)
    const [start, top] = [say(at(0)), say(Math.max(...values))]
    const ofDay = say(Math.max(...day.map(([, value]) => value)))
    const isRaised = water === 'sea' && surge > 0
    const [zhSurge, enSurge] = isRaised
      ? [`加增水 ${surge.toFixed(2)} m`, ` with a surge of ${surge.toFixed(2)} m`]
      : ['', '']
    const [zhNow, enNow] = rain === 'live' ? ['不是此刻的实测值。', ' It is not measured now.'] : ['', '']
    return [
      {
        zh: `${name}按城市资料的设计日过程${zhSurge}，自其 0 时起算：起算时 ${start}，本次${highest} ${top}，全日${highest} ${ofDay}。${zhNow}`,
        en: `${en} is that of the design day in the data of the city${enSurge}, from its hour 0 on: ${start} at the start, at most ${top} in this run and ${ofDay} in the day.${enNow}`,
      },
    ]
  })
  return atRim('sea') && dayOf(waters, 'sea', 'level_m').length === 0 ? [...told, NO_SEA] : told
}

const NO_SEA: Localized = {
  zh: '海平面未知：海边界按自由出流，没有潮水顶托，增水不起作用。',
  en: 'The level of the sea is not known: at its rim all water falls away, nothing comes in, and a surge changes nothing.',
}

const EVEN_STORM: Localized = {
  zh: '设计暴雨在全市同时、同强度降下，未按面积折减，偏于安全。',
  en: 'The design storm falls on the whole city at once, as hard everywhere, and is not reduced by area: more than would fall.',
}

const NO_STRUCTURES: Localized = {
  zh: '路缘石、围墙、桥梁和过路涵洞未计入（资料中的下穿立交和雨水管渠除外）：桥不阻水，路堤下不过水，附近水深可能偏大或偏小。',
  en: 'Kerbs, walls, bridges and culverts are not in, but for the underpasses and storm sewers of the survey: a bridge holds nothing back and nothing passes below an embankment, so that water near by may be deeper or shallower.',
}
