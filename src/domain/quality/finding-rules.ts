import type { Localized } from '../localized.ts'

/** How serious a finding is: `error` = absent or altered in the twin, `warning` = doubtful, `note` = a decision or an open question. */
export const SEVERITIES = ['error', 'warning', 'note'] as const
export type Severity = (typeof SEVERITIES)[number]

export const severityNames: Record<Severity, Localized> = {
  error: { zh: '错误', en: 'Error' },
  warning: { zh: '警告', en: 'Warning' },
  note: { zh: '说明', en: 'Note' },
}

/** Names of rules that lists show; a rule of a reader that is not here is shown by its id. */
const NAMES: Readonly<Record<string, Localized>> = {
  'missing-attribute': { zh: '必填属性缺失', en: 'Required attribute missing' },
  'above-ground': { zh: '高出地面', en: 'Above ground' },
  'too-deep': { zh: '埋深过大', en: 'Too deep' },
  'zero-elevation': { zh: '高程为 0（缺失）', en: 'Elevation 0 (missing)' },
  'level-sum': { zh: '埋深与高程不符', en: 'Depth and level disagree' },
  'unknown-level': { zh: '高程未知', en: 'Level not known' },
  'adverse-slope': { zh: '重力流逆坡', en: 'Gravity line rises' },
  'steep-slope': { zh: '坡度过陡', en: 'Too steep' },
  'outlet-above-inlet': { zh: '出水高于进水', en: 'Outlet above inlet' },
  'manhole-drop': { zh: '井内跌水', en: 'Drop in a manhole' },
  'shrinking-downstream': { zh: '下游管径变小', en: 'Narrower downstream' },
  'diameter-jump': { zh: '管径突变', en: 'Diameter jumps' },
  'smallest-diameter': { zh: '小于最小管径', en: 'Below smallest diameter' },
  'least-slope': { zh: '小于最小坡度', en: 'Below least slope' },
  'well-spacing': { zh: '检查井间距过大', en: 'Wells too far apart' },
  'sharp-turn': { zh: '水流转角过小', en: 'Flow turns too sharply' },
  'cross-connection': { zh: '雨污混接', en: 'Rain and foul connected' },
  'length-differs': { zh: '长度与图形不符', en: 'Length differs from drawing' },
  'length-range': { zh: '点间距超范围', en: 'Point spacing out of range' },
  'duplicate-line': { zh: '管线重复', en: 'Line given twice' },
  'duplicate-place': { zh: '管点位置重复', en: 'Two points in one place' },
  'duplicate-point': { zh: '点号重复', en: 'Point number given twice' },
  'isolated-point': { zh: '孤立点', en: 'Isolated point' },
  'unconnected-end': { zh: '悬空端', en: 'Unconnected end' },
  'small-island': { zh: '孤立小网', en: 'Island of network' },
  'point-role': { zh: '特征与附属物', en: 'Feature and appurtenance' },
  cover: { zh: '覆土不足', en: 'Too little cover' },
  'cover-uncertain': { zh: '覆土不能判定', en: 'Cover undecided' },
  'clearance-horizontal': { zh: '水平净距不足', en: 'Horizontal clearance' },
  'clearance-vertical': { zh: '交叉垂直净距不足', en: 'Vertical clearance' },
  'clearance-building': { zh: '与建筑净距不足', en: 'Clearance to building' },
  'clearance-uncertain': { zh: '净距不能判定', en: 'Clearance undecided' },
  'under-building': { zh: '建筑占压', en: 'Under a building' },
  'unknown-point': { zh: '端点不存在', en: 'End point missing' },
  'self-loop': { zh: '起终点相同', en: 'Starts where it ends' },
  'zero-length': { zh: '长度为零', en: 'Zero length' },
  'bad-coordinate': { zh: '坐标不可读', en: 'Coordinate not readable' },
  'not-a-number': { zh: '不是数字', en: 'Not a number' },
  'bad-size': { zh: '管径不可读', en: 'Size not readable' },
  'size-in-metres': { zh: '管径按米解释', en: 'Size taken as metres' },
  'bad-row': { zh: '行不可读', en: 'Row not readable' },
  'duplicate-row': { zh: '行重复', en: 'Row given twice' },
  'unknown-reference': { zh: '引用不存在', en: 'Refers to nothing' },
  'unknown-code': { zh: '代码未知', en: 'Unknown code' },
  'unknown-section': { zh: '断面未知', en: 'Section not known' },
  'missing-document': { zh: '文件缺失', en: 'Document missing' },
  'ambiguous-valve': { zh: '阀门归属不明', en: 'Ambiguous valve' },
  'assumed-level': { zh: '按默认深度示意', en: 'Drawn at a default depth' },
  'not-drawn': { zh: '无实体', en: 'Not drawn' },
  'terrain-from-points': { zh: '地形由管点内插', en: 'Terrain from points' },
}

export function findingRuleName(rule: string): Localized {
  return NAMES[rule] ?? { zh: rule, en: rule }
}
