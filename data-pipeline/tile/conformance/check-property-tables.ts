import { checkMetadataSchema } from './check-metadata-schema.ts'
import { viewBytes } from './decode.ts'
import type { Reporter } from './finding.ts'
import type { Column, MetadataProperty, StructuralMetadata } from './gltf-schema.ts'
import { pointer } from './pointer.ts'
import { metadataComponents, type NumberType, numbersOf, TYPE_BYTES } from './property-values.ts'
import type { Model } from './read-gltf.ts'

type Enums = NonNullable<NonNullable<StructuralMetadata['schema']>['enums']>
const BASE = ['extensions', 'EXT_structural_metadata'] as const
const ALIGNMENT = 8

/** Property tables match their class, have a value for every row, and their offsets, enums, min and max are right. */
export function checkPropertyTables(model: Model, report: Reporter): void {
  const metadata = model.gltf.extensions?.EXT_structural_metadata
  if (!metadata) {
    for (const [mesh, { primitives }] of (model.gltf.meshes ?? []).entries())
      for (const [index, { extensions }] of primitives.entries())
        if (extensions?.EXT_structural_metadata !== undefined)
          report.error(
            'metadata-schema',
            pointer(['meshes', mesh, 'primitives', index, ...BASE]),
            '文件没有 EXT_structural_metadata',
            'the file has no EXT_structural_metadata of its own',
          )
    return
  }
  if (!metadata.schema) {
    if (metadata.schemaUri === undefined)
      report.error('metadata-schema', pointer(BASE), '没有 schema', 'there is neither schema nor schemaUri')
    return
  }
  if (metadata.schemaUri !== undefined)
    report.error('metadata-schema', pointer(BASE), 'schema 与 schemaUri 只能有一个', 'both schema and schemaUri')
  checkMetadataSchema(metadata.schema, [...BASE, 'schema'], report)
  const { classes = {}, enums = {} } = metadata.schema
  for (const [index, table] of (metadata.propertyTables ?? []).entries()) {
    const at = [...BASE, 'propertyTables', index]
    const properties = classes[table.class]?.properties
    if (!properties) {
      report.error('table-class', pointer(at), `类 ${table.class} 不存在`, `class ${table.class} does not exist`)
      continue
    }
    for (const [name, property] of Object.entries(properties))
      if (property.required && !table.properties?.[name])
        report.error('column-missing', pointer(at), `缺少必需列 ${name}`, `required column ${name} is missing`)
    for (const [name, column] of Object.entries(table.properties ?? {})) {
      const property = properties[name]
      const where = pointer([...at, 'properties', name])
      if (property) checkColumn({ model, report, where, column, property, enums, rows: table.count })
      else report.error('column-unknown', where, `列 ${name} 不在类中`, `column ${name} is not in the class`)
    }
  }
}

interface ColumnCheck {
  readonly model: Model
  readonly report: Reporter
  readonly where: string
  readonly column: Column
  readonly property: MetadataProperty
  readonly enums: Enums
  readonly rows: number
}

function checkColumn(check: ColumnCheck): void {
  const { model, report, where, column, property, rows } = check
  for (const key of ['values', 'arrayOffsets', 'stringOffsets'] as const) {
    const index = column[key]
    if (index === undefined) continue
    const view = model.gltf.bufferViews?.[index]
    if (!view) report.error('column-view', `${where}/${key}`, '缓冲区视图不存在', `buffer view ${index} does not exist`)
    else if ((view.byteOffset ?? 0) % ALIGNMENT !== 0)
      report.error(
        'column-alignment',
        `${where}/${key}`,
        `偏移 ${view.byteOffset} 不是 8 的倍数`,
        `byteOffset ${view.byteOffset} is not a multiple of ${ALIGNMENT}`,
      )
  }
  const isVariable = property.array === true && property.count === undefined
  if (isVariable !== (column.arrayOffsets !== undefined))
    report.error(
      'column-offsets',
      where,
      'arrayOffsets 与属性不符',
      `arrayOffsets ${isVariable ? 'are missing' : 'do not belong here'}`,
    )
  const isText = property.type === 'STRING'
  if (isText !== (column.stringOffsets !== undefined))
    report.error(
      'column-offsets',
      where,
      'stringOffsets 与属性不符',
      `stringOffsets ${isText ? 'are missing' : 'do not belong here'}`,
    )

  let values = rows * (property.array ? (property.count ?? 1) : 1)
  if (column.arrayOffsets !== undefined)
    values =
      checkOffsets(check, 'arrayOffsets', column.arrayOffsets, column.arrayOffsetType ?? 'UINT32', rows) ?? values
  const bytes = viewBytes(model, column.values)
  if (!bytes) return
  if (isText) {
    if (column.stringOffsets === undefined) return
    const end = checkOffsets(check, 'stringOffsets', column.stringOffsets, column.stringOffsetType ?? 'UINT32', values)
    if (end !== null && end > bytes.byteLength)
      report.error(
        'string-range',
        where,
        `字符串止于 ${end}，值只有 ${bytes.byteLength} 字节`,
        `texts end at ${end}, there are ${bytes.byteLength} bytes`,
      )
    return
  }
  const type = numberType(property, check.enums)
  const components = metadataComponents(property)
  const expected = type === null ? Math.ceil(values / 8) : values * components * TYPE_BYTES[type]
  if (bytes.byteLength !== expected) {
    report.error(
      'column-length',
      where,
      `应有 ${expected} 字节，实际 ${bytes.byteLength}`,
      `has ${bytes.byteLength} bytes, expected ${expected} for ${rows} rows`,
    )
    return
  }
  const numbers = type && numbersOf(model, column.values, type)
  if (!numbers) return
  if (property.type === 'ENUM') checkEnum(check, numbers)
  else checkStatistics(check, numbers, components)
}

/** Number type of a column's values; null for BOOLEAN, which is a bit a value. */
function numberType(property: MetadataProperty, enums: Enums): NumberType | null {
  if (property.type === 'BOOLEAN') return null
  if (property.type === 'ENUM') return enums[property.enumType ?? '']?.valueType ?? 'UINT16'
  return property.componentType ?? 'UINT8'
}

/** Offsets are exactly one more than the things they divide, begin at 0 and never fall. Gives the last one. */
function checkOffsets(
  { model, report, where }: ColumnCheck,
  key: 'arrayOffsets' | 'stringOffsets',
  view: number,
  type: NumberType,
  count: number,
): number | null {
  const length = model.gltf.bufferViews?.[view]?.byteLength
  const expected = (count + 1) * TYPE_BYTES[type]
  if (length !== expected) {
    report.error(
      'offset-length',
      `${where}/${key}`,
      `应有 ${expected} 字节，实际 ${length}`,
      `has ${length} bytes, expected (${count} + 1) × ${TYPE_BYTES[type]} = ${expected}`,
    )
    return null
  }
  const offsets = numbersOf(model, view, type)
  if (!offsets) return null
  if (offsets[0] !== 0)
    report.error('offset-start', `${where}/${key}`, '第一个偏移应为 0', `begins at ${offsets[0]}, expected 0`)
  const falls = offsets.findIndex((offset, index) => offset < (offsets[index - 1] ?? 0))
  if (falls > 0)
    report.error(
      'offset-order',
      `${where}/${key}`,
      `第 ${falls} 个偏移变小`,
      `falls from ${offsets[falls - 1]} to ${offsets[falls]} at ${falls}`,
    )
  return offsets[count] ?? null
}

function checkEnum({ report, where, property, enums }: ColumnCheck, numbers: Float64Array): void {
  const known = new Set(enums[property.enumType ?? '']?.values.map((entry) => entry.value))
  const row = numbers.findIndex((value) => !known.has(value))
  if (row >= 0)
    report.error(
      'enum-value',
      where,
      `第 ${row} 个值 ${numbers[row]} 不在枚举中`,
      `value ${numbers[row]} at ${row} is not in the enum`,
    )
}

/** Declared min and max of a number column; values outside them mislead styles. */
function checkStatistics(
  { report, where, column, property }: ColumnCheck,
  numbers: Float64Array,
  components: number,
): void {
  const noData = property.noData
  for (const key of ['min', 'max'] as const) {
    const declared = column[key]
    if (declared === undefined) continue
    const bounds = Array.isArray(declared) ? declared : [declared]
    const outside = numbers.findIndex((value, at) => {
      const bound: unknown = bounds[at % components]
      if (value === noData || typeof bound !== 'number' || property.normalized === true) return false
      return key === 'min' ? value < bound : value > bound
    })
    if (outside >= 0)
      report.error(
        'column-statistics',
        `${where}/${key}`,
        `值 ${numbers[outside]} 超出声明的 ${key}`,
        `value ${numbers[outside]} lies outside the declared ${key}`,
      )
  }
}
