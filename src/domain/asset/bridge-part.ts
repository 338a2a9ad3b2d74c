/** What a bridge is made of, as its record names the parts that are drawn without having been surveyed. */
export const BRIDGE_PARTS = [
  'deck',
  'parapet',
  'abutment',
  'pier',
  'pylon',
  'stay-cable',
  'main-cable',
  'hanger',
] as const
export type BridgePart = (typeof BRIDGE_PARTS)[number]

/** attribute of a record with these parts, `;` between them */
export const SCHEMATIC_PARTS = 'schematic_parts'
