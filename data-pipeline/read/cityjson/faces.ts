import type { Geometry } from './city-json-schema.ts'

/** A face by the numbers of its vertices, outer ring first, and what its surface is called. */
export interface Face {
  readonly rings: readonly (readonly number[])[]
  readonly surface: string | null
}

/** arrays around a face's list of rings, by geometry type */
const DEPTHS: Readonly<Record<string, number>> = {
  MultiSurface: 1,
  CompositeSurface: 1,
  Solid: 2,
  MultiSolid: 3,
  CompositeSolid: 3,
}

/** Whether a geometry is one of surfaces. */
export function hasFaces({ type }: Geometry): boolean {
  return type in DEPTHS
}

/** The faces of a surface or solid geometry; a face that is no list of rings of numbers has a ring of NaN. */
export function facesOf(geometry: Geometry): Face[] {
  const depth = DEPTHS[geometry.type] ?? 1
  const faces: Face[] = []
  const walk = (boundaries: unknown, values: unknown, left: number) => {
    if (left === 0) {
      const index = typeof values === 'number' ? values : -1
      faces.push({ rings: ringsOf(boundaries), surface: geometry.semantics?.surfaces[index]?.type ?? null })
      return
    }
    if (!Array.isArray(boundaries)) faces.push({ rings: [[Number.NaN]], surface: null })
    else
      boundaries.forEach((part, at) => {
        walk(part, Array.isArray(values) ? values[at] : null, left - 1)
      })
  }
  walk(geometry.boundaries, geometry.semantics?.values ?? null, depth)
  return faces
}

function ringsOf(boundaries: unknown): number[][] {
  if (!Array.isArray(boundaries) || boundaries.length === 0) return [[Number.NaN]]
  return boundaries.map((ring) =>
    Array.isArray(ring) ? ring.map((vertex) => (Number.isInteger(vertex) ? Number(vertex) : Number.NaN)) : [Number.NaN],
  )
}
