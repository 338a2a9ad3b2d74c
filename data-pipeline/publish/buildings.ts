import type { SurveyBuilding } from '../survey.ts'
import type { Shape } from '../tile/feature.ts'
import type { Ground } from './ground.ts'

/** Outer shape of a building; null where neither it nor a ground model says what it stands on. */
export function buildingShape({ rings, ground: level, height, mesh }: SurveyBuilding, ground: Ground): Shape | null {
  if (mesh) return { kind: 'mesh', ...mesh }
  const first = rings[0]?.[0]
  const bottom = level ?? (first ? ground.at(first.lon, first.lat) : null)
  return bottom === null ? null : { kind: 'prism', rings, bottom, top: bottom + height }
}
