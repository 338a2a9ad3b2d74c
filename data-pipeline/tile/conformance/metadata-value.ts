import type { ClassProperty, MetadataSchema } from './metadata-schema.ts'
import { metadataComponents } from './property-values.ts'

const NUMERIC = ['SCALAR', 'VEC2', 'VEC3', 'VEC4', 'MAT2', 'MAT3', 'MAT4']

export function isNumeric({ type }: ClassProperty): boolean {
  return NUMERIC.includes(type)
}

/** An array with as many values as each row likes. */
export function isVariable({ array, count }: ClassProperty): boolean {
  return array === true && count === undefined
}

/** Are the numbers of a property the stored ones, which may then be moved and stretched? */
export function isContinuous(property: ClassProperty): boolean {
  return isNumeric(property) && (property.normalized === true || (property.componentType ?? '').startsWith('FLOAT'))
}

/** What is wrong with a value as one of a property; null when it is one. */
export function valueFault(
  value: unknown,
  property: ClassProperty,
  enums: MetadataSchema['enums'] = {},
): string | null {
  if (!property.array) return elementFault(value, property, enums)
  if (!Array.isArray(value)) return 'is no array'
  if (property.count !== undefined && value.length !== property.count)
    return `has ${value.length} elements, expected ${property.count}`
  return value.map((element) => elementFault(element, property, enums)).find((fault) => fault !== null) ?? null
}

function elementFault(
  value: unknown,
  property: ClassProperty,
  enums: NonNullable<MetadataSchema['enums']>,
): string | null {
  if (property.type === 'STRING') return typeof value === 'string' ? null : 'is no text'
  if (property.type === 'BOOLEAN') return typeof value === 'boolean' ? null : 'is neither true nor false'
  if (property.type === 'ENUM') {
    const isKnown = enums[property.enumType ?? '']?.values.some(({ name }) => name === value)
    return isKnown ? null : `${JSON.stringify(value)} is no name of the enum`
  }
  const size = metadataComponents(property)
  if (size === 1) return typeof value === 'number' ? null : 'is no number'
  if (!Array.isArray(value) || value.length !== size) return `is no array of ${size} numbers`
  return value.every((part) => typeof part === 'number') ? null : 'has an element that is no number'
}

/** Every number of a value, moved and stretched as its property says; what is no number is left out. */
export function numbersIn(value: unknown, property: ClassProperty): number[] {
  const flat = (part: unknown): number[] =>
    Array.isArray(part) ? part.flatMap(flat) : typeof part === 'number' ? [part] : []
  const [raw, offset, scale] = [flat(value), flat(property.offset), flat(property.scale)]
  const most = property.normalized === true ? LARGEST[property.componentType ?? ''] : undefined
  return raw.map((number, at) => {
    const normal = most === undefined ? number : Math.max(number / most, -1)
    return normal * (scale[at % scale.length] ?? 1) + (offset[at % offset.length] ?? 0)
  })
}

const LARGEST: Readonly<Record<string, number>> = {
  ...{ INT8: 127, UINT8: 255, INT16: 32_767, UINT16: 65_535, INT32: 2 ** 31 - 1, UINT32: 2 ** 32 - 1 },
  ...{ INT64: 2 ** 63, UINT64: 2 ** 64 },
}

/** Least and largest integer of a type. */
export function rangeOf(type: string): readonly [least: number, most: number] {
  const most = LARGEST[type] ?? 0
  return type.startsWith('U') ? [0, most] : [-most - 1, most]
}
