import type { Survey } from '../../survey.ts'
import { type Body, type Ring, upwardness } from '../body.ts'
import { finishBody } from '../push-model.ts'
import { footprint } from './footprint.ts'

/** from this level on a building has a roof of its own shape */
const ROOF_LEVEL = 2
/** floors and roofs lie flatter than 60° */
const FLAT = 0.5

/** A face in lon, lat, H, and what its surface is called. */
export interface PlacedFace {
  readonly rings: readonly Ring[]
  readonly surface: string | null
}

/** Pushes a building: a prism from its lowest to its highest point below LOD 2, its body from there on. */
export function readBuilding(
  survey: Survey,
  building: {
    readonly id: string
    readonly level: number
    readonly faces: readonly PlacedFace[]
    readonly body: Body
    readonly source: { readonly file: string; readonly row: number }
  },
): void {
  const { id, level, faces, source } = building
  const mesh = finishBody(survey, building.body, { ...source, value: id })
  if (!mesh) return
  let [ground, top] = [Infinity, -Infinity]
  for (let at = 2; at < mesh.positions.length; at += 3) {
    ground = Math.min(ground, mesh.positions[at] ?? ground)
    top = Math.max(top, mesh.positions[at] ?? top)
  }
  const height = top - ground
  const polygons = footprint(floorOf(faces).map(({ rings }) => rings))
  if (polygons.length === 0 || height <= 0) {
    const message = { zh: '建筑底面不闭合，略去', en: 'the outline of the building does not close; left out' }
    survey.findings.add('error', 'building-floor', message, { ...source, value: id })
  } else if (level < ROOF_LEVEL) for (const rings of polygons) survey.buildings.push({ rings, ground, height })
  else survey.buildings.push({ rings: polygons[0] ?? [], ground, height, mesh })
}

/** The faces that a building stands on, or the roof over it where it is open below. */
function floorOf(faces: readonly PlacedFace[]): readonly PlacedFace[] {
  const facing = (sign: number) => faces.filter(({ rings: [outer] }) => outer && upwardness(outer) * sign > FLAT)
  const choices = [faces.filter(({ surface }) => surface === 'GroundSurface'), facing(-1), facing(1)]
  return choices.find((choice) => choice.length > 0) ?? []
}
