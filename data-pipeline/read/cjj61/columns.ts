import type { ColumnAliases } from '../table.ts'

/** What surveys call the columns of CJJ 61-2017. */
export const POINT_ALIASES: ColumnAliases = {
  Exp_No: ['物探点号', '点号', '管点编号', '管点号', 'PointNo'],
  X: ['X坐标', '纵坐标', 'X(北)', '北坐标', ...withUnit('X坐标', 'm'), '@north'],
  Y: ['Y坐标', '横坐标', 'Y(东)', '东坐标', ...withUnit('Y坐标', 'm'), '@east'],
  Surf_H: ['地面高程', '地面标高', 'SurfH', 'H', ...withUnit('地面高程', 'm')],
  Feature: ['特征', '特征点'],
  Subsid: ['附属物', '附属物名称'],
  Well_Deep: ['井深', '井底深', 'B_Depth', ...withUnit('井深', 'm')],
  Well_Size: ['井室尺寸', '井筒尺寸', '井径', ...withUnit('井室尺寸', 'mm'), ...withUnit('井径', 'mm')],
  RoadCode: ['道路', '道路编号'],
  Belong: ['权属', '权属单位'],
  Mdate: ['建设年代', '埋设年代'],
  Code: ['要素编码', '编码', '要素代码'],
  Type: ['类别', '管线类别', '管类', '管线种类'],
  Status: ['状态', '使用状态'],
  District: ['行政区', '行政区划'],
  Note: ['备注'],
  Valve_State: ['阀门状态', '开关状态', '启闭状态', '阀门启闭', '常开常闭', 'ValveState'],
}
export const LINE_ALIASES: ColumnAliases = {
  S_Exp: ['起点点号', '起始点号', '起点编号', '起点'],
  E_Exp: ['终点点号', '终止点号', '终点编号', '终点', '连接点号'],
  S_Deep: ['起点埋深', '起始埋深', ...withUnit('起点埋深', 'm')],
  E_Deep: ['终点埋深', '终止埋深', ...withUnit('终点埋深', 'm')],
  S_Level: ['起点管线高程', '起始管线高程'],
  E_Level: ['终点管线高程', '终止管线高程'],
  PSize: ['管径', '断面尺寸', '管径或断面尺寸', '规格', ...withUnit('管径', 'mm')],
  Material: ['材质', '材料'],
  WallThick: ['壁厚', ...withUnit('壁厚', 'mm')],
  Voltage: ['电压', '电压值'],
  Pressure: ['压力', '压力值'],
  EmBed: ['埋设方式', '埋设类型'],
  Belong: ['权属', '权属单位'],
  Mdate: ['建设年代', '埋设年代'],
  RoadCode: ['道路', '道路编号'],
  Code: ['要素编码', '编码', '要素代码'],
  Type: ['类别', '管线类别', '管类', '管线种类'],
  Status: ['状态', '使用状态'],
  District: ['行政区', '行政区划'],
  Note: ['备注'],
  Supply_Return: ['供回', '供回水', '供回类型', '供/回'],
}
/** A heading with its unit behind it, in the brackets that people write. */
function withUnit(name: string, unit: 'm' | 'mm'): string[] {
  const units = unit === 'm' ? ['m', 'M', '米'] : ['mm', 'MM', '毫米']
  return units.flatMap((one) => [`${name}(${one})`, `${name}（${one}）`, `${name}[${one}]`, `${name}/${one}`])
}
