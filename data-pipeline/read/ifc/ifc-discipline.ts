/** IfcDistributionSystemEnum → discipline. */
const SYSTEMS: Readonly<Record<string, string>> = {
  STORMWATER: 'storm',
  RAINWATER: 'storm',
  DRAINAGE: 'sewer',
  SEWAGE: 'sewer',
  WASTEWATER: 'sewer',
  WATERSUPPLY: 'water',
  DOMESTICCOLDWATER: 'water',
  FIREPROTECTION: 'water',
  GAS: 'gas',
  HEATING: 'heat',
  DOMESTICHOTWATER: 'heat',
  ELECTRICAL: 'power',
  POWERGENERATION: 'power',
  LIGHTING: 'power',
  COMMUNICATION: 'telecom',
  TELEPHONE: 'telecom',
  DATA: 'telecom',
  SIGNAL: 'telecom',
  CHEMICAL: 'industry',
  COMPRESSEDAIR: 'industry',
  FUEL: 'industry',
  OIL: 'industry',
}

/** Discipline by system, then by what it is part of, then by class; "other" when none of them tells. */
export function ifcDiscipline(product: {
  readonly type: string
  readonly systems: readonly string[]
  readonly containers: readonly string[]
}): string {
  const system = product.systems.map((name) => SYSTEMS[name]).find((discipline) => discipline !== undefined)
  if (system !== undefined) return system
  const places = [product.type, ...product.containers]
  if (places.some((place) => place.startsWith('IfcBridge'))) return 'bridge'
  if (places.some((place) => place.startsWith('IfcTunnel'))) return 'tunnel'
  if (product.type.startsWith('IfcCable')) return 'power'
  return product.type.startsWith('IfcCommunications') ? 'telecom' : 'other'
}
