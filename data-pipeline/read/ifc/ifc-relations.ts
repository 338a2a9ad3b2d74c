import {
  IFCRELAGGREGATES,
  IFCRELASSIGNSTOGROUP,
  IFCRELCONTAINEDINSPATIALSTRUCTURE,
  IFCRELDEFINESBYPROPERTIES,
  IFCUNITASSIGNMENT,
  type IfcAPI,
} from 'web-ifc'
import { type Line, listOf, plainOf, referenceOf, textOf } from './ifc-values.ts'

const DEEPEST = 50

export interface IfcRelations {
  /** `<property set>.<property>` → value */
  propertiesOf(id: number): Record<string, string | number | boolean>
  systemsOf(id: number): string[]
  containersOf(id: number): string[]
  /** ids of the project's units */
  readonly units: readonly number[]
}

/** Which property sets, systems and spatial structures a product belongs to, read once from the relations. */
export function ifcRelations(
  api: IfcAPI,
  model: number,
  line: (id: number) => Line,
  typeOf: (id: number) => string,
): IfcRelations {
  const linesOf = (type: number) => [...api.GetLineIDsWithType(model, type)].map(line)
  const sets = new Map<number, number[]>()
  const systems = new Map<number, number[]>()
  const parents = new Map<number, number>()
  const add = (map: Map<number, number[]>, key: number, value: number | null) => {
    if (value !== null) map.set(key, [...(map.get(key) ?? []), value])
  }
  for (const own of linesOf(IFCRELDEFINESBYPROPERTIES))
    for (const id of listOf(own.RelatedObjects)) add(sets, id, referenceOf(own.RelatingPropertyDefinition))
  for (const own of linesOf(IFCRELASSIGNSTOGROUP))
    for (const id of listOf(own.RelatedObjects)) add(systems, id, referenceOf(own.RelatingGroup))
  for (const own of linesOf(IFCRELAGGREGATES)) {
    const parent = referenceOf(own.RelatingObject)
    for (const id of listOf(own.RelatedObjects)) if (parent !== null) parents.set(id, parent)
  }
  for (const own of linesOf(IFCRELCONTAINEDINSPATIALSTRUCTURE)) {
    const parent = referenceOf(own.RelatingStructure)
    for (const id of listOf(own.RelatedElements)) if (parent !== null) parents.set(id, parent)
  }
  return {
    propertiesOf: (id) => {
      const values: Record<string, string | number | boolean> = {}
      for (const set of sets.get(id) ?? []) {
        const own = line(set)
        for (const property of listOf(own.HasProperties)) {
          const { Name, NominalValue } = line(property)
          const value = plainOf(NominalValue)
          if (value !== null) values[`${textOf(own.Name) ?? set}.${textOf(Name) ?? property}`] = value
        }
      }
      return values
    },
    systemsOf: (id) => (systems.get(id) ?? []).flatMap((system) => textOf(line(system).PredefinedType) ?? []),
    containersOf: (id) => {
      const classes: string[] = []
      let parent = parents.get(id)
      while (parent !== undefined && classes.length < DEEPEST) {
        classes.push(typeOf(parent))
        parent = parents.get(parent)
      }
      return classes
    },
    units: linesOf(IFCUNITASSIGNMENT).flatMap(({ Units }) => listOf(Units)),
  }
}
