import type { Reporter } from './finding.ts'
import { type ClassProperty, type MetadataEnum, type MetadataSchema, metadataSchema } from './metadata-schema.ts'
import { isContinuous, isNumeric, isVariable, rangeOf, valueFault } from './metadata-value.ts'
import { pointer } from './pointer.ts'
import { reportIssues } from './schema-issues.ts'

/** What a semantic that 3D Tiles defines asks of its property: type, component type, elements of its array. */
const SEMANTICS: Readonly<Record<string, readonly [type: string, component: RegExp | null, count?: number]>> = {
  ID: ['STRING', null],
  NAME: ['STRING', null],
  DESCRIPTION: ['STRING', null],
  ATTRIBUTION_STRINGS: ['STRING', null, 0],
  ATTRIBUTION_IDS: ['SCALAR', /^UINT/, 0],
  TILESET_FEATURE_ID_LABELS: ['STRING', null, 0],
  TILESET_CRS_GEOCENTRIC: ['STRING', null],
  TILESET_CRS_COORDINATE_EPOCH: ['STRING', null],
  TILE_BOUNDING_BOX: ['SCALAR', /^FLOAT/, 12],
  TILE_BOUNDING_REGION: ['SCALAR', /^FLOAT64/, 6],
  TILE_BOUNDING_SPHERE: ['SCALAR', /^FLOAT/, 4],
  TILE_MINIMUM_HEIGHT: ['SCALAR', /^FLOAT/],
  TILE_MAXIMUM_HEIGHT: ['SCALAR', /^FLOAT/],
  TILE_HORIZON_OCCLUSION_POINT: ['VEC3', /^FLOAT/],
  TILE_GEOMETRIC_ERROR: ['SCALAR', /^FLOAT/],
  TILE_REFINE: ['SCALAR', /^UINT8$/],
  TILE_TRANSFORM: ['MAT4', /^FLOAT/],
  CONTENT_BOUNDING_BOX: ['SCALAR', /^FLOAT/, 12],
  CONTENT_BOUNDING_REGION: ['SCALAR', /^FLOAT64/, 6],
  CONTENT_BOUNDING_SPHERE: ['SCALAR', /^FLOAT/, 4],
  CONTENT_MINIMUM_HEIGHT: ['SCALAR', /^FLOAT/],
  CONTENT_MAXIMUM_HEIGHT: ['SCALAR', /^FLOAT/],
  CONTENT_HORIZON_OCCLUSION_POINT: ['VEC3', /^FLOAT/],
  CONTENT_URI: ['STRING', null],
  CONTENT_GROUP_ID: ['SCALAR', /^UINT/],
}

/**
 * Classes say what their properties are without contradiction, enums are unambiguous.
 *
 * @param at  where the schema stands in its file
 * @returns  the schema, where its structure is right
 */
export function checkMetadataSchema(
  schema: unknown,
  at: readonly PropertyKey[],
  report: Reporter,
): MetadataSchema | null {
  const parsed = metadataSchema.safeParse(schema)
  if (!parsed.success) {
    reportIssues(metadataSchema, schema, 'metadata-schema', report, at)
    return null
  }
  const { classes = {}, enums = {} } = parsed.data
  for (const [name, { properties = {} }] of Object.entries(classes)) {
    const semantics = new Set<string>()
    for (const [key, property] of Object.entries(properties)) {
      const where = pointer([...at, 'classes', name, 'properties', key])
      const { semantic } = property
      const isTaken = semantic !== undefined && semantics.has(semantic)
      if (semantic !== undefined) semantics.add(semantic)
      for (const fault of [...propertyFaults(property, enums), ...(isTaken ? [`semantic ${semantic} twice`] : [])])
        report.error('class-property', where, `类属性定义有误：${fault}`, `the property contradicts itself: ${fault}`)
    }
  }
  for (const [name, entry] of Object.entries(enums))
    for (const fault of enumFaults(entry))
      report.error(
        'class-enum',
        pointer([...at, 'enums', name]),
        `枚举定义有误：${fault}`,
        `the enum is wrong: ${fault}`,
      )
  return parsed.data
}

function propertyFaults(property: ClassProperty, enums: NonNullable<MetadataSchema['enums']>): string[] {
  const { type, componentType, enumType, array, count, normalized, required } = property
  const isInteger = (componentType ?? '').includes('INT')
  const faults = [
    isNumeric(property) && componentType === undefined && 'componentType is missing',
    !isNumeric(property) && componentType !== undefined && `componentType for ${type}`,
    type === 'ENUM' && enums[enumType ?? ''] === undefined && `enumType ${enumType ?? '(none)'} does not exist`,
    type !== 'ENUM' && enumType !== undefined && `enumType for ${type}`,
    count !== undefined && array !== true && 'count without array',
    normalized === true && !(isNumeric(property) && isInteger) && 'normalized, but no integer',
    required === true && property.noData !== undefined && 'noData of a required property',
    required === true && property.default !== undefined && 'default of a required property',
    type === 'BOOLEAN' && property.noData !== undefined && 'noData of a BOOLEAN',
    semanticFault(property),
  ].filter((fault) => typeof fault === 'string')
  for (const key of ['offset', 'scale', 'min', 'max', 'noData', 'default'] as const) {
    const value = property[key]
    if (value === undefined) continue
    const isMove = key === 'offset' || key === 'scale'
    if (isMove && !isContinuous(property)) faults.push(`${key} for what is neither normalized nor FLOAT`)
    else if (!['noData', 'default'].includes(key) && !isNumeric(property)) faults.push(`${key} for ${type}`)
    else if (!['noData', 'default'].includes(key) && isVariable(property))
      faults.push(`${key} for an array of any length`)
    else {
      const fault = valueFault(value, property, enums)
      if (fault !== null) faults.push(`${key} ${fault}`)
    }
  }
  return faults
}

function semanticFault(property: ClassProperty): string | false {
  const rule = SEMANTICS[property.semantic ?? '']
  if (!rule) return false
  const [type, component, count] = rule
  if (property.type !== type) return `${property.semantic} must be ${type}`
  if (component && !component.test(property.componentType ?? ''))
    return `${property.semantic} of ${property.componentType}`
  if ((property.array === true) !== (count !== undefined)) return `${property.semantic} and array do not fit`
  if (count !== undefined && count > 0 && property.count !== count)
    return `${property.semantic} must have ${count} elements`
  return property.normalized === true && `${property.semantic} must not be normalized`
}

function enumFaults({ values, valueType = 'UINT16' }: MetadataEnum): string[] {
  const [least, most] = rangeOf(valueType)
  const outside = values.find(({ value }) => value < least || value > most)
  return [
    new Set(values.map(({ name }) => name)).size < values.length && 'a name stands twice',
    new Set(values.map(({ value }) => value)).size < values.length && 'a value stands twice',
    outside !== undefined && `${outside.value} does not fit ${valueType}`,
  ].filter((fault) => typeof fault === 'string')
}
