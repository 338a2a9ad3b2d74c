/** Features of CityGML that the twin takes, by type; others are told and not read. */
const DISCIPLINES: Readonly<Record<string, string>> = {
  WaterPipe: 'water',
  SewerPipe: 'sewer',
  OilGasChemicalsPipe: 'gas',
  ThermalPipe: 'heat',
  ElectricityCable: 'power',
  TelecommunicationCable: 'telecom',
  Pipe: 'other',
  Cable: 'other',
  Duct: 'other',
  UtilityNetworkElement: 'other',
  Appurtenance: 'other',
  Manhole: 'other',
  Handhole: 'other',
  UndergroundBuilding: 'other',
  OtherConstruction: 'other',
  Tunnel: 'tunnel',
  Bridge: 'bridge',
}

/** Whose network a Japanese name tells of, first match: 雨水管路 is a SewerPipe that carries rain. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/雨水/, 'storm'],
  [/汚水|合流|下水/, 'sewer'],
  [/上水|水道|給水|配水/, 'water'],
  [/ガス/, 'gas'],
  [/電力|電気/, 'power'],
  [/通信|電話/, 'telecom'],
  [/熱|冷暖房/, 'heat'],
]
/** types that a name may place, because the type alone does not say whose they are */
const OPEN_TYPES = [
  'Manhole',
  'Handhole',
  'Pipe',
  'Cable',
  'Duct',
  'Appurtenance',
  'UtilityNetworkElement',
  'SewerPipe',
]

/** Discipline of a feature by its type and name; null when the twin does not take its type. */
export function utilityDiscipline(type: string, name: string): string | null {
  const own = DISCIPLINES[type]
  if (own === undefined) return null
  return (OPEN_TYPES.includes(type) ? BY_NAME.find(([pattern]) => pattern.test(name))?.[1] : undefined) ?? own
}
