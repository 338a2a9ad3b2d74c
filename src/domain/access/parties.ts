import type { Localized } from '../localized.ts'

/** Who answers for an asset: 三方责任. A contractor is a party to projects only. */
export const RESPONSIBLE_PARTIES = ['government', 'department', 'enterprise'] as const
export type ResponsibleParty = (typeof RESPONSIBLE_PARTIES)[number]
export const PARTIES = [...RESPONSIBLE_PARTIES, 'contractor'] as const
export type Party = (typeof PARTIES)[number]

export const partyNames: Record<Party, Localized> = {
  government: { zh: '属地政府', en: 'Local government' },
  department: { zh: '行业部门', en: 'Sector department' },
  enterprise: { zh: '企业', en: 'Enterprise' },
  contractor: { zh: '参建单位', en: 'Contractor' },
}
