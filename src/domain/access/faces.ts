import type { Localized } from '../localized.ts'
import type { Role } from './audience.ts'

export type FaceId = 'home' | 'planner' | 'emergency' | 'leadership' | 'inside' | 'public' | 'admin'

/** A page of the twin: one look at the city for one kind of reader. */
export interface Face {
  readonly id: FaceId
  /** address on the server; the file behind it is src/pages/<id>.html */
  readonly path: string
  readonly name: Localized
  /** what one does there */
  readonly task: Localized
  /** who may open it; "public" = without a sign-in. The data are cut by SQL policies and grants all the same. */
  readonly roles: readonly Role[]
}

/** Every page, in the order in which they are offered. */
export const faces: readonly Face[] = [
  {
    id: 'home',
    path: '/',
    name: { zh: '首页', en: 'Home' },
    task: { zh: '选择界面、登录', en: 'Choose a face, sign in' },
    roles: ['public', 'planner', 'duty', 'leader', 'enterprise', 'admin'],
  },
  {
    id: 'planner',
    path: '/planner',
    name: { zh: '规划', en: 'Planning' },
    task: { zh: '查看地下空间、管线档案与关阀分析', en: 'Inspect the underground, asset records and isolation' },
    roles: ['public', 'planner', 'duty', 'leader', 'enterprise', 'admin'],
  },
  {
    id: 'emergency',
    path: '/emergency',
    name: { zh: '应急', en: 'Emergency' },
    task: { zh: '按等级处置报警、查看现场、关阀', en: 'Handle alarms by grade, see the site, close valves' },
    roles: ['duty', 'leader', 'admin'],
  },
  {
    id: 'leadership',
    path: '/leadership',
    name: { zh: '大屏', en: 'Wall' },
    task: { zh: '全市态势、实时指标与自动巡览', en: 'The whole city, live figures, automatic tour' },
    roles: ['duty', 'leader', 'admin'],
  },
  {
    id: 'inside',
    path: '/inside',
    name: { zh: '内部漫游', en: 'Inside' },
    task: { zh: '走进管廊与桥下，剖切查看', en: 'Walk the utility tunnel and under bridges, cut sections' },
    roles: ['planner', 'duty', 'leader', 'admin'],
  },
  {
    id: 'public',
    path: '/public',
    name: { zh: '公众查询', en: 'Public enquiry' },
    task: { zh: '这里地下有什么管线、挖掘前找谁', en: 'What lies under a place, whom to call before digging' },
    roles: ['public', 'planner', 'duty', 'leader', 'enterprise', 'admin'],
  },
  {
    id: 'admin',
    path: '/admin',
    name: { zh: '管理', en: 'Administration' },
    task: {
      zh: '用户与角色、组织机构、报警阈值、密级、审计记录',
      en: 'Users and roles, organisations, alarm limits, classes of secrecy, the audit',
    },
    roles: ['admin'],
  },
]

/** A face by its id. */
export function faceOf(id: FaceId): Face {
  const face = faces.find((candidate) => candidate.id === id)
  if (!face) throw new Error(`faceOf: unknown face "${id}"`)
  return face
}

/** May this role open the page? null = nobody is signed in. */
export function mayOpen(face: Face, role: Role | null): boolean {
  return face.roles.includes(role ?? 'public')
}
