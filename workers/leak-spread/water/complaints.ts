import type { Localized } from '../../../src/domain/localized.ts'
import type { EpanetEngine } from './toolkit.ts'

/** Tells names of a network as people know them, in a text that EPANET wrote. */
export type NamesOf = (text: string) => Localized

/** of so many rows the complaint is told */
const LISTED = 10

/** What EPANET's codes of faults in an input mean: it says them in English only. */
const MEANING: Readonly<Record<string, string>> = {
  '200': '输入有误',
  '201': '语法错误',
  '202': '数值无效',
  '203': '节点未定义',
  '204': '管段未定义',
  '205': '时变化模式未定义',
  '206': '曲线未定义',
  '207': '止回阀、通用阀不能由控制启闭',
  '208': '压力驱动需水量的压力界限无效',
  '209': '节点属性值无效',
  '211': '管段属性值无效',
  '212': '追踪节点未定义',
  '213': '选项值无效',
  '214': '一行字符过多',
  '215': '编号重复',
  '216': '水泵未定义',
  '217': '水泵能耗数据无效',
  '219': '阀门与水池、水库直接相连',
  '220': '阀门之间不能这样相连',
  '222': '管段起止节点相同',
  '223': '节点不足',
  '224': '没有水池、水库',
  '225': '水池上、下限水位无效',
  '226': '水泵没有特性曲线或功率',
  '227': '水泵特性曲线无效',
  '230': '曲线横坐标不递增',
  '233': '有节点未与管段相连',
}

/** EPANET cannot read a network: what its call said. */
export function cannotRead(why: string): Localized {
  const meaning = MEANING[/Error (\d+)/.exec(why)?.[1] ?? '']
  return {
    zh: `管网模型：EPANET 无法读入（${meaning ? `${meaning}；` : ''}${why}）`,
    en: `network: EPANET cannot read it: ${why}`,
  }
}

/** What the report of EPANET says of the input, each with its row; at most ten. */
export function complaints(engine: Pick<EpanetEngine, 'readFile'>, namesOf: NamesOf): Localized[] {
  const lines = engine.readFile('network.rpt').split('\n')
  const faults = lines.flatMap((line, i): Localized[] => {
    const code = /Error (\d+)/.exec(line)?.[1]
    if (code === undefined || code === '200') return []
    const { zh, en } = namesOf(`${line.trim()} ${lines[i + 1]?.trim() ?? ''}`)
    const meaning = MEANING[code]
    return [{ zh: `管网模型：${meaning ? `${meaning}；` : ''}EPANET：${zh}`, en: `network: ${en}` }]
  })
  return faults.slice(0, LISTED)
}
