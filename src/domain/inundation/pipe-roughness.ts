/** Of a pipe whose material is not told: concrete's, the roughest of what is usual. */
export const UNTOLD_PIPE = 0.013
/** By the material codes of CJJ 61; 示例值: values usual in design handbooks, no clause verified. */
const PIPES: Readonly<Record<string, number>> = {
  T: 0.013,
  PE: 0.01,
  PVC: 0.01,
  BLG: 0.01,
  TC: 0.013,
  QM: 0.013,
  ZT: 0.013,
  G: 0.012,
  SM: 0.012,
  Z: 0.015,
  ZS: 0.015,
  S: 0.017,
}

/** Manning's n of a pipe by its material [s/m^(1/3)]; null when it is not known. */
export function pipeRoughness(material: string | null): number | null {
  return PIPES[material ?? ''] ?? null
}
