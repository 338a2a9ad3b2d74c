/**
 * A cross-section that is swept along a path: x to the right and y up when one looks along the path [m].
 * Outer outlines run anticlockwise and inner ones clockwise, so that normals always point away from the material.
 */
export interface Profile {
  /** x, y, normal x, normal y of each vertex; corners have one vertex a side */
  readonly outline: Float64Array
  /** pairs of outline vertices that bound one face along the path */
  readonly edges: Uint16Array
  /** x, y of the points that close an end */
  readonly capPoints: Float64Array
  /** anticlockwise triples of cap points */
  readonly capTriangles: Uint16Array
  /** round sections may turn about the path; the others are kept upright */
  readonly isRound: boolean
}

/** Joins outlines and caps of the parts of one cross-section; edges and triangles are renumbered. */
export function joinProfiles(outlines: readonly Profile[], caps: readonly Profile[]): Profile {
  const isRound = outlines.every((part) => part.isRound)
  return {
    outline: Float64Array.from(outlines.flatMap((part) => [...part.outline])),
    edges: renumbered(outlines.map((part) => ({ numbers: part.edges, points: part.outline.length / 4 }))),
    capPoints: Float64Array.from(caps.flatMap((part) => [...part.capPoints])),
    capTriangles: renumbered(caps.map((part) => ({ numbers: part.capTriangles, points: part.capPoints.length / 2 }))),
    isRound,
  }
}

/** The same cross-section without its ends, for coarse levels. */
export function withoutCaps(profile: Profile): Profile {
  return { ...profile, capPoints: new Float64Array(), capTriangles: new Uint16Array() }
}

/** The outline turned inside out: the wall of a cavity. */
export function inward(profile: Profile): Profile {
  const outline = profile.outline.map((value, index) => (index % 4 < 2 ? value : -value))
  return { ...profile, outline, edges: profile.edges.toReversed() }
}

function renumbered(parts: readonly { readonly numbers: Uint16Array; readonly points: number }[]): Uint16Array {
  let base = 0
  return Uint16Array.from(
    parts.flatMap(({ numbers, points }) => {
      const shifted = [...numbers].map((number) => number + base)
      base += points
      return shifted
    }),
  )
}
