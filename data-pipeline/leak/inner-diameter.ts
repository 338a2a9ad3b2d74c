const MILLIMETRES = 1000
/** Materials whose size is that over the wall: GB/T 13663, GB/T 15558 (PE), GB/T 10002 (PVC). */
const BY_OUTER = /^(PE|PVC|PP|HDPE|UPVC|聚乙烯|聚氯乙烯|聚丙烯)/i
/** not GRP, GX or 钢筋混凝土 */
const STEEL = /^(G|GG)$|^(无缝|螺旋|焊接|镀锌)?钢(?!筋)|steel/i
/** Outer diameters of steel pipes [mm], GB/T 17395 and GB/T 21835; a size that is none of them is the nominal bore. */
const STEEL_OUTER = new Set([
  ...[22, 27, 34, 38, 42, 45, 48, 57, 60, 73, 76, 89, 108, 114, 127, 133, 140, 159, 168, 180, 194, 219, 245, 273, 299],
  ...[325, 351, 355, 356, 377, 406, 426, 457, 478, 508, 529, 530, 559, 610, 630, 711, 720, 762, 813, 820, 914, 920],
  ...[1016, 1020, 1067, 1118, 1168, 1219, 1220, 1420, 1422],
])

/**
 * The bore of a round pipe out of the size that a survey gives: plastics, and steel in one of its outer diameters, are
 * named by the outside and lose two walls; cast iron and all else are named by about their bore.
 *
 * @param size  as surveyed [m]; NaN = not known
 * @param wall  [m]; NaN = not known
 * @param material  as surveyed
 * @returns  `isByOuter`: the size is over the wall; the bore is then the size itself where no wall is told
 */
export function innerDiameter(
  size: number,
  wall: number,
  material: string,
): { readonly diameter: number; readonly isByOuter: boolean } {
  const isSteel = STEEL.test(material) && STEEL_OUTER.has(Math.round(size * MILLIMETRES))
  const isByOuter = BY_OUTER.test(material) || isSteel
  const bore = size - 2 * wall
  return { diameter: isByOuter && bore > 0 ? bore : size, isByOuter }
}
