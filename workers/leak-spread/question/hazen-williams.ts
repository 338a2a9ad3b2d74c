/** Of a pipe whose material is not told, or not known here: the rougher side of what is usual [-]. */
export const UNTOLD_ROUGHNESS = 110

/**
 * C of Hazen–Williams by the material codes of CJJ 61 [-]. 示例值: the middle of what design handbooks give (plastic 140 – 150,
 * lined ductile iron and steel 120 – 130, unlined old grey iron 90 – 100, concrete 110 – 130), no clause verified.
 */
const BY_MATERIAL: Readonly<Record<string, number>> = {
  PE: 140,
  HDPE: 140,
  PVC: 140,
  UPVC: 140,
  PPR: 140,
  BLG: 140,
  QM: 125,
  G: 125,
  T: 120,
  ZT: 95,
}

/** @returns  C [-]; null where the material is not known */
export function roughnessOf(material: string): number | null {
  return BY_MATERIAL[material.toUpperCase()] ?? null
}
