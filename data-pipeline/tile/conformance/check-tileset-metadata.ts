import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkMetadataSchema } from './check-metadata-schema.ts'
import type { Reporter } from './finding.ts'
import type { ClassProperty, MetadataSchema } from './metadata-schema.ts'
import { numbersIn, valueFault } from './metadata-value.ts'
import { pointer } from './pointer.ts'
import { parseJson } from './read-gltf.ts'
import type { Entity, Tile, Tileset } from './tileset-schema.ts'

/** Groups, statistics and the metadata of tileset, tiles and contents fit the schema of the tileset. */
export async function checkTilesetMetadata(tileset: Tileset, folder: string, report: Reporter): Promise<void> {
  const schema = await schemaOf(tileset, folder, report)
  const check = (entity: Entity | undefined, at: readonly PropertyKey[]) => {
    if (entity) checkEntity(entity, at, schema, report)
  }
  check(tileset.metadata, ['metadata'])
  for (const [index, group] of (tileset.groups ?? []).entries()) check(group, ['groups', index])
  for (const [name, { properties = {} }] of Object.entries(tileset.statistics?.classes ?? {})) {
    const at = ['statistics', 'classes', name]
    const known = classOf(name, at, schema, report)
    for (const key of Object.keys(properties))
      if (known && !known[key])
        report.error(
          'metadata-property',
          pointer([...at, 'properties', key]),
          '类中没有这个属性',
          `${name} has no ${key}`,
        )
  }
  const groups = tileset.groups?.length ?? 0
  const visit = (tile: Tile, at: readonly PropertyKey[]): void => {
    check(tile.metadata, [...at, 'metadata'])
    for (const [index, content] of [...(tile.content ? [tile.content] : []), ...(tile.contents ?? [])].entries()) {
      const where = tile.content ? [...at, 'content'] : [...at, 'contents', index]
      check(content.metadata, [...where, 'metadata'])
      if (content.group !== undefined && content.group >= groups)
        report.error('metadata-group', pointer([...where, 'group']), '组不存在', `group ${content.group} of ${groups}`)
    }
    for (const [index, child] of (tile.children ?? []).entries()) visit(child, [...at, 'children', index])
  }
  visit(tileset.root, ['root'])
}

async function schemaOf(
  { schema, schemaUri }: Tileset,
  folder: string,
  report: Reporter,
): Promise<MetadataSchema | null> {
  if (schema !== undefined && schemaUri !== undefined)
    report.error('metadata-schema', '/schemaUri', 'schema 与 schemaUri 只能有一个', 'both schema and schemaUri')
  if (schema !== undefined) return checkMetadataSchema(schema, ['schema'], report)
  if (schemaUri === undefined) return null
  const bytes = await readFile(join(folder, decodeURIComponent(schemaUri))).catch(() => null)
  if (!bytes) {
    report.error('metadata-schema', '/schemaUri', `读不到 ${schemaUri}`, `${schemaUri} cannot be read`)
    return null
  }
  const json = parseJson(new Uint8Array(bytes), report)
  return json === undefined ? null : checkMetadataSchema(json, ['schemaUri'], report)
}

function classOf(
  name: string,
  at: readonly PropertyKey[],
  schema: MetadataSchema | null,
  report: Reporter,
): Readonly<Record<string, ClassProperty>> | null {
  const found = schema?.classes?.[name]
  if (!found)
    report.error(
      'metadata-class',
      pointer(at),
      `类 ${name} 不存在`,
      `class ${name} does not exist${schema ? '' : ': there is no schema'}`,
    )
  return found ? (found.properties ?? {}) : null
}

function checkEntity(
  entity: Entity,
  at: readonly PropertyKey[],
  schema: MetadataSchema | null,
  report: Reporter,
): void {
  const known = classOf(entity.class, at, schema, report)
  if (!known) return
  const values = entity.properties ?? {}
  for (const [key, property] of Object.entries(known)) {
    const value = values[key]
    const where = pointer([...at, 'properties', key])
    const fault = (zh: string, en: string) => report.error('metadata-value', where, zh, en)
    if (value === undefined || value === null) {
      if (property.required === true) fault('缺少必需的值', 'the required value is missing')
      continue
    }
    const wrong = valueFault(value, property, schema?.enums)
    if (wrong !== null) fault(`值有误：${wrong}`, `the value ${wrong}`)
    else if (isOutside(value, property))
      fault('值超出类声明的范围', 'the value lies outside the min and max of its class')
  }
  for (const key of Object.keys(values))
    if (!known[key])
      report.error(
        'metadata-property',
        pointer([...at, 'properties', key]),
        '类中没有这个属性',
        `${entity.class} has no ${key}`,
      )
}

function isOutside(value: unknown, property: ClassProperty): boolean {
  const plain = { ...property, offset: undefined, scale: undefined, normalized: false }
  const [least, most] = [numbersIn(property.min, plain), numbersIn(property.max, plain)]
  return numbersIn(value, property).some(
    (number, at) => number < (least[at % least.length] ?? -Infinity) || number > (most[at % most.length] ?? Infinity),
  )
}
