import type { Localized } from '../../src/domain/localized.ts'
import type { TraceOutcome } from '../../src/domain/network/trace-result.ts'

const HEAT: Localized = {
  zh: '热力管网数据未区分供水管与回水管，流向未知：上、下游仅按连通关系列为“可能”。',
  en: 'The heat network does not tell flow lines from return lines, so directions are unknown: up- and downstream is by connection alone and told as possible.',
}
const NO_SOURCE: Localized = {
  zh: '数据中没有供应源，流向未知：上、下游仅按连通关系列为“可能”。',
  en: 'The data know no source of supply, so directions are unknown: up- and downstream is by connection alone and told as possible.',
}
const SUPPLY: Localized = {
  zh: '流向未作水力计算：只有一侧有供应源的枝状管段按远离供应源判断；环网部分仅按连通关系列为“可能”。',
  en: 'No hydraulics: branches with sources on one side only are taken to carry away from them; what lies in or behind loops is by connection alone and told as possible.',
}
const GRAVITY: Localized = {
  zh: '流向按探测成果（图上方向及流向代码），压力排水段流向未知，其后仅列为“可能”。',
  en: 'Directions are as surveyed; rising mains have none, and what lies past them is told as possible.',
}
const VALVES: Localized = {
  zh: '阀门启闭状态未计入：关闭的阀门也按连通处理。',
  en: 'Valves are not considered: a closed one counts as a connection.',
}
const PRESSURE: Localized = {
  zh: '受影响用户仅按连通关系：其余用户可能水压（气压）不足，未计算；按阀门关断的停供范围请用关阀分析。',
  en: 'Affected by connection alone: others may have too little pressure, which is not computed. For what valves cut off use the isolation.',
}
const UNKNOWN_AFFECTED: Localized = {
  zh: '数据中没有供应源，受影响用户无法判断，不等于没有影响。',
  en: 'The data know no source of supply, so nobody can say who is affected, which is not nobody.',
}

/** What a person must know before acting on a trace. */
export function traceCaveats(
  { kind, basis, discipline, found, rising }: Pick<TraceOutcome, 'kind' | 'basis' | 'discipline' | 'found' | 'rising'>,
  hasCustomers: boolean,
): Localized[] {
  const isDirected = kind === 'upstream' || kind === 'downstream' || (kind === 'customers' && basis === 'gravity')
  const caveats: Localized[] = []
  if (isDirected) {
    if (basis === 'none') caveats.push(discipline === 'heat' ? HEAT : NO_SOURCE)
    else caveats.push(basis === 'supply' ? SUPPLY : GRAVITY)
  }
  if (kind === 'customers' && basis !== 'gravity') caveats.push(found === null ? UNKNOWN_AFFECTED : PRESSURE)
  if (rising > 0)
    caveats.push({
      zh: `其中 ${rising} 条管线沿探测流向逆坡，流向可疑，请现场核实。`,
      en: `${rising} of these lines rise along their surveyed direction: it is doubtful, check on site.`,
    })
  if (basis !== 'gravity') caveats.push(VALVES)
  if (!hasCustomers)
    caveats.push({
      zh: '此管网没有登记任何用户：对用户的影响未知，不等于没有影响。',
      en: 'No customer of this network is recorded: whom it concerns is unknown, which is not nobody.',
    })
  return caveats
}
