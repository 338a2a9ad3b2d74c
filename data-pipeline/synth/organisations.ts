import { withCheck } from '../../src/domain/admin/credit-code.ts'

/** Everyone in the demo city: all invented and marked 示例 in their names. */
export interface Organisation {
  readonly id: string
  readonly name: string
  readonly party: 'government' | 'department' | 'enterprise' | 'contractor'
  readonly creditCode: string
}

const LIST = [
  ['GOV', '海湾示范区管理委员会(示例)', 'government'],
  ['D01', '海湾示范区住房和城乡建设局(示例)', 'department'],
  ['D02', '海湾示范区自然资源和规划局(示例)', 'department'],
  ['D03', '海湾示范区行政审批服务局(示例)', 'department'],
  ['D04', '海湾示范区城市管理局(示例)', 'department'],
  ['D05', '海湾示范区应急管理局(示例)', 'department'],
  ['D06', '海湾示范区交通运输局(示例)', 'department'],
  ['D07', '海湾示范区水务局(示例)', 'department'],
  ['D08', '海湾示范区城建档案馆(示例)', 'department'],
  ['E01', '海湾供水有限公司(示例)', 'enterprise'],
  ['E02', '海湾排水有限公司(示例)', 'enterprise'],
  ['E03', '海湾燃气有限公司(示例)', 'enterprise'],
  ['E04', '海湾热力有限公司(示例)', 'enterprise'],
  ['E05', '海湾供电公司(示例)', 'enterprise'],
  ['E06', '海湾信息通信公司(示例)', 'enterprise'],
  ['E07', '海湾路桥养护公司(示例)', 'enterprise'],
  ['E08', '海湾综合管廊运营公司(示例)', 'enterprise'],
  ['E09', '海湾轨道交通公司(示例)', 'enterprise'],
  ['C01', '示例市政工程第一公司', 'contractor'],
  ['C02', '示例市政工程第二公司', 'contractor'],
  ['C03', '示例建设监理公司', 'contractor'],
  ['C04', '示例勘察设计院', 'contractor'],
  ['C05', '示例测绘公司', 'contractor'],
] as const

/** Credit codes have the area code 999999, which no real 统一社会信用代码 has, so that none can belong to a real body. */
export const organisations: readonly Organisation[] = LIST.map(([id, name, party], i) => ({
  id,
  name,
  party,
  creditCode: withCheck(`91999999DEM${String(i + 1).padStart(6, '0')}`),
}))

export function organisationName(id: string): string {
  const found = organisations.find((organisation) => organisation.id === id)
  if (!found) throw new Error(`organisationName: unknown organisation "${id}"`)
  return found.name
}

/** Owner of each network or structure. */
export const owners = {
  water: 'E01',
  storm: 'E02',
  sewer: 'E02',
  gas: 'E03',
  heat: 'E04',
  power: 'E05',
  telecom: 'E06',
  bridge: 'E07',
  tunnel: 'E07',
  gallery: 'E08',
  metro: 'E09',
} as const
export type Owned = keyof typeof owners

/** The sector department of each discipline; telecom has none on purpose: 未登记 must be visible. */
const DEPARTMENTS: Partial<Record<Owned, string>> = {
  water: 'D07',
  storm: 'D07',
  sewer: 'D07',
  gas: 'D01',
  heat: 'D01',
  power: 'D04',
  bridge: 'D06',
  tunnel: 'D06',
  gallery: 'D01',
  metro: 'D06',
}

/** 三方责任 of each discipline in the whole city: government, department, enterprise. */
export function responsibilityRows(): [discipline: string, district: null, party: string, organisation: string][] {
  return (Object.keys(owners) as Owned[]).flatMap((discipline) => {
    const department = DEPARTMENTS[discipline]
    return [
      [discipline, null, 'government', 'GOV'],
      ...(department ? ([[discipline, null, 'department', department]] as const) : []),
      [discipline, null, 'enterprise', owners[discipline]],
    ] as [string, null, string, string][]
  })
}
