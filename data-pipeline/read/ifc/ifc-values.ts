/** An entity as web-ifc gives it: attributes are null, { value } or lists of those; references have their id as value. */
export type Line = Readonly<Record<string, unknown>>

export function textOf(attribute: unknown): string | null {
  const value = contentOf(attribute)
  return typeof value === 'string' && value !== '' ? value : null
}

export function numberOf(attribute: unknown): number | null {
  const value = Number(contentOf(attribute) ?? Number.NaN)
  return Number.isFinite(value) ? value : null
}

/** Id of the entity that an attribute points to. */
export function referenceOf(attribute: unknown): number | null {
  const value = contentOf(attribute)
  return typeof value === 'number' ? value : null
}

/** Ids of a list of references. */
export function listOf(attribute: unknown): number[] {
  return Array.isArray(attribute) ? attribute.flatMap((item) => referenceOf(item) ?? []) : []
}

/** A value that a property table can hold. */
export function plainOf(attribute: unknown): string | number | boolean | null {
  const value = contentOf(attribute)
  if (value === '') return null
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function contentOf(attribute: unknown): unknown {
  return typeof attribute === 'object' && attribute !== null && 'value' in attribute ? attribute.value : attribute
}
