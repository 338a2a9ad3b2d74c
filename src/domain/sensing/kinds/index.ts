import type { SensorKind } from '../kind.ts'
import { bridgeKinds } from './bridge.ts'
import { buildingKinds } from './building.ts'
import { environmentKinds } from './environment.ts'
import { galleryKinds } from './gallery.ts'
import { gasKinds } from './gas.ts'
import { heatKinds } from './heat.ts'
import { manholeKinds } from './manhole.ts'
import { sewerKinds } from './sewer.ts'
import { tunnelKinds } from './tunnel.ts'
import { waterKinds } from './water.ts'

export type { SensorKind } from '../kind.ts'

/** Every sensor kind the twin knows, by family. */
export const sensorKinds: readonly SensorKind[] = [
  ...gasKinds,
  ...waterKinds,
  ...sewerKinds,
  ...environmentKinds,
  ...heatKinds,
  ...bridgeKinds,
  ...galleryKinds,
  ...tunnelKinds,
  ...manholeKinds,
  ...buildingKinds,
]

const byId = new Map(sensorKinds.map((kind) => [kind.id, kind]))

/** The kind of an id, or null when this version does not know it: such a sensor is listed, never hidden. */
export function findSensorKind(id: string): SensorKind | null {
  return byId.get(id) ?? null
}

/** The kind of an id; throws on an unknown one, which is a caller's mistake. */
export function sensorKindOf(id: string): SensorKind {
  const kind = byId.get(id)
  if (!kind) throw new Error(`sensorKindOf: unknown sensor kind "${id}"`)
  return kind
}
