import type { Localized } from '../../src/domain/localized.ts'
import type { TraceOutcome } from '../../src/domain/network/trace-result.ts'
import type { AskedNetwork } from './asked-network.ts'

const HEAT: Localized = {
  zh: '热力管网数据未区分供水管与回水管，流向未知：上、下游仅按连通关系列为“可能”。',
  en: 'The heat network does not tell flow lines from return lines, so directions are unknown: up- and downstream is by connection alone and told as possible.',
}
const SIDES: Localized = {
  zh: '流向未作水力计算：供水管按离开热源、回水管按回到热源判断；环状部分和未注明供回的管线仅列为“可能”。换热站不连通一、二次网，供、回水之间也不续接。',
  en: 'No hydraulics: supply lines are taken to carry away from the source and return lines back to it; loops, and lines of which no side is told, are possible only. A trace does not pass from supply to return, nor through a station to its other network.',
}
const NO_SOURCE: Localized = {
  zh: '数据中没有供应源，流向未知：上、下游仅按连通关系列为“可能”。',
  en: 'The data know no source of supply, so directions are unknown: up- and downstream is by connection alone and told as possible.',
}
const SUPPLY: Localized = {
  zh: '流向未作水力计算：只有一侧有供应源的枝状管段按远离供应源判断；环网部分仅按连通关系列为“可能”。',
  en: 'No hydraulics: branches with sources on one side only are taken to carry away from them; what lies in or behind loops is by connection alone and told as possible.',
}
const BRANCHES: Localized = {
  zh: '枝状管段按远离供应源判断；',
  en: 'Branches carry away from their sources. ',
}
const GRAVITY: Localized = {
  zh: '流向按探测成果（图上方向及流向代码），压力排水段流向未知，其后仅列为“可能”。',
  en: 'Directions are as surveyed; rising mains have none, and what lies past them is told as possible.',
}
const PRESSURE: Localized = {
  zh: '受影响用户仅按连通关系：其余用户可能水压（气压）不足，未计算；按阀门关断的停供范围请用关阀分析。',
  en: 'Affected by connection alone: others may have too little pressure, which is not computed. For what valves cut off use the isolation.',
}
const UNKNOWN_AFFECTED: Localized = {
  zh: '数据中没有供应源，受影响用户无法判断，不等于没有影响。',
  en: 'The data know no source of supply, so nobody can say who is affected, which is not nobody.',
}
const NO_STATUS: Localized = {
  zh: '本批次没有管线属性文件：废弃、在建的管线也按连通处理，环网流向未计算。',
  en: 'This build has no file of the pipes: those out of use count as connections too, and flow in loops is not computed.',
}

/** What a person must know before acting on a trace. */
export function traceCaveats(
  outcome: Pick<TraceOutcome, 'kind' | 'basis' | 'discipline' | 'found' | 'rising' | 'computed' | 'valves'>,
  asked: Pick<AskedNetwork, 'network' | 'computed' | 'doubted' | 'why' | 'unused'>,
  hasPipes: boolean,
): Localized[] {
  const { kind, basis, found, rising } = outcome
  const isPressed = basis !== 'gravity'
  const caveats: Localized[] = []
  if (kind === 'upstream' || kind === 'downstream' || (kind === 'customers' && !isPressed))
    caveats.push(...directionCaveats(outcome, asked))
  if (kind === 'customers' && isPressed) caveats.push(found === null ? UNKNOWN_AFFECTED : PRESSURE)
  if (rising > 0)
    caveats.push({
      zh: `其中 ${rising} 条管线沿探测流向逆坡，流向可疑，请现场核实。`,
      en: `${rising} of these lines rise along their surveyed direction: it is doubtful, check on site.`,
    })
  if (isPressed) caveats.push(...valveCaveats(outcome.valves), ...useCaveats(asked.unused, hasPipes))
  if (asked.network.customerId.length === 0)
    caveats.push({
      zh: '此管网没有登记任何用户：对用户的影响未知，不等于没有影响。',
      en: 'No customer of this network is recorded: whom it concerns is unknown, which is not nobody.',
    })
  return caveats
}

function directionCaveats(
  { basis, discipline }: Pick<TraceOutcome, 'basis' | 'discipline'>,
  { computed, doubted, why }: Pick<AskedNetwork, 'computed' | 'doubted' | 'why'>,
): Localized[] {
  if (basis === 'gravity') return [GRAVITY]
  if (basis === 'sides') return [SIDES]
  if (basis === 'none' && !computed) return [discipline === 'heat' ? HEAT : NO_SOURCE]
  if (!computed) return [SUPPLY, ...(why ? [unsolved(why)] : [])]
  const { basis: solved, agreed, state, wavering } = computed
  const proven = basis === 'supply' ? BRANCHES : { zh: '', en: '' }
  return [
    {
      zh: `${proven.zh}环网按计算流向（${solved.zh}，${state.zh}），未经实测校核。${agreed.zh}，流向不一的 ${wavering} 条管线仅列为“可能”。`,
      en: `${proven.en}Loops are followed as computed (${solved.en}, ${state.en}), held to no measurement. States: ${agreed.en}; ${wavering} lines flow otherwise from state to state and are possible only.`,
    },
    ...(doubted > 0
      ? [
          {
            zh: `另有 ${doubted} 条管线，普查推断的流向与水力模型不符（模型中反向或关闭），仅列为“可能”，请核实。`,
            en: `Of ${doubted} more lines the survey proves a direction that the hydraulic model does not have (it flows back or is shut there): they are possible only, check them.`,
          },
        ]
      : []),
    ...computed.told,
  ]
}

function unsolved(why: Localized): Localized {
  return { zh: `水力计算未能进行：${why.zh}。`, en: `The network could not be solved: ${why.en}.` }
}

function valveCaveats({ closed, untold, inoperable, unproven }: TraceOutcome['valves']): Localized[] {
  const caveats: Localized[] = []
  if (closed > 0)
    caveats.push({
      zh: `追溯止于 ${closed} 个登记为关闭的阀门：若实际已开，范围会更大。`,
      en: `The trace ends at ${closed} valves that are recorded as closed: where one stands open, more is reached.`,
    })
  if (untold > 0)
    caveats.push({
      zh: `范围内 ${untold} 个阀门启闭状态未登记，按开启计。`,
      en: `How ${untold} of the valves on it stand is not recorded: taken as open.`,
    })
  if (inoperable > 0)
    caveats.push({
      zh: `范围内 ${inoperable} 个阀门已知不能操作。`,
      en: `${inoperable} of the valves on it are known not to work.`,
    })
  if (unproven > 0)
    caveats.push({
      zh: `范围内 ${unproven} 个阀门能否操作未登记。`,
      en: `Of ${unproven} of the valves on it nobody recorded whether they work.`,
    })
  return caveats
}

function useCaveats(unused: number, hasPipes: boolean): Localized[] {
  if (!hasPipes) return [NO_STATUS]
  if (unused === 0) return []
  return [
    {
      zh: `管网中不在用（规划、在建、废弃、空管）的 ${unused} 条管线不续接。`,
      en: `${unused} lines of the network that are not in use (planned, under construction, abandoned, empty) are not passed.`,
    },
  ]
}
