import { MAX_GID } from '../../../src/domain/ids.ts'
import { accessorValues } from './decode.ts'
import type { Reporter } from './finding.ts'
import type { FeatureIds } from './gltf-schema.ts'
import { pointer } from './pointer.ts'
import { numbersOf } from './property-values.ts'
import type { Model } from './read-gltf.ts'

/** Above this a property table no longer fits an engine's texture and shaders that read it fail to compile. */
const MOST_FEATURES = 4096

/**
 * Feature ids are integers below their count, tables exist and have the rows, and `_GID` is the table's gid.
 *
 * @returns  features of the first set of every primitive and instanced node, together
 */
export function checkFeatures(model: Model, report: Reporter): number {
  let features = 0
  for (const [mesh, { primitives }] of (model.gltf.meshes ?? []).entries())
    for (const [index, primitive] of primitives.entries()) {
      const at = ['meshes', mesh, 'primitives', index]
      const sets = primitive.extensions?.EXT_mesh_features?.featureIds ?? []
      checkSets(model, sets, primitive.attributes, [...at, 'extensions', 'EXT_mesh_features'], report)
      features += sets[0]?.featureCount ?? 0
      checkGids(model, primitive.attributes, sets, pointer(at), report)
    }
  for (const [index, node] of (model.gltf.nodes ?? []).entries()) {
    const sets = node.extensions?.EXT_instance_features?.featureIds ?? []
    const attributes = node.extensions?.EXT_mesh_gpu_instancing?.attributes ?? {}
    checkSets(model, sets, attributes, ['nodes', index, 'extensions', 'EXT_instance_features'], report)
    features += sets[0]?.featureCount ?? 0
  }
  return features
}

function checkSets(
  model: Model,
  sets: FeatureIds,
  attributes: Readonly<Record<string, number>>,
  at: readonly PropertyKey[],
  report: Reporter,
): void {
  const tables = model.gltf.extensions?.EXT_structural_metadata?.propertyTables ?? []
  for (const [index, set] of sets.entries()) {
    const where = pointer([...at, 'featureIds', index])
    const table = set.propertyTable === undefined ? undefined : tables[set.propertyTable]
    if (set.propertyTable !== undefined && !table)
      report.error('feature-table', where, '属性表不存在', `property table ${set.propertyTable} does not exist`)
    if (table && table.count < set.featureCount)
      report.error(
        'feature-count',
        where,
        `要素 ${set.featureCount} 个，属性表只有 ${table.count} 行`,
        `${set.featureCount} features, the table has ${table.count} rows`,
      )
    if (set.featureCount > MOST_FEATURES) {
      const isOurs = '_GID' in attributes
      const tell = isOurs ? report.error : report.warning
      tell(
        'feature-limit',
        where,
        `要素 ${set.featureCount} 个，上限 ${MOST_FEATURES}`,
        `${set.featureCount} features, at most ${MOST_FEATURES} draw everywhere`,
      )
    }
    if (set.attribute === undefined) continue
    const accessor = attributes[`_FEATURE_ID_${set.attribute}`]
    if (accessor === undefined) {
      report.error('feature-attribute', where, '缺少要素编号属性', `attribute _FEATURE_ID_${set.attribute} is missing`)
      continue
    }
    const { normalized = false, type = 'SCALAR' } = model.gltf.accessors?.[accessor] ?? {}
    if (normalized || type !== 'SCALAR')
      report.error(
        'feature-attribute',
        where,
        '要素编号应为未归一化的标量',
        `feature ids must be scalars that are not normalized, not ${normalized ? 'normalized ' : ''}${type}`,
      )
    const ids = accessorValues(model, accessor)
    if (ids)
      checkIds(ids, set, table?.count ?? (set.nullFeatureId === undefined ? set.featureCount : Infinity), where, report)
  }
}

/** @param limit  rows of the table: `featureCount` counts *different* ids, which need not be the first rows; unused are allowed */
function checkIds(ids: Float64Array, set: FeatureIds[number], limit: number, where: string, report: Reporter): void {
  const distinct = new Set(ids)
  if (set.nullFeatureId !== undefined) distinct.delete(set.nullFeatureId)
  for (const id of distinct)
    if (!(Number.isInteger(id) && id >= 0 && id < limit)) {
      report.error(
        'feature-id',
        where,
        `要素编号 ${id} 应为小于 ${limit} 的整数`,
        `feature id ${id}, expected an integer below ${limit}`,
      )
      return
    }
  if (distinct.size > set.featureCount)
    report.error(
      'feature-distinct',
      where,
      `featureCount 为 ${set.featureCount}，实际有 ${distinct.size} 个不同编号`,
      `featureCount is ${set.featureCount}, there are ${distinct.size} different ids`,
    )
}

function checkGids(
  model: Model,
  attributes: Readonly<Record<string, number>>,
  sets: FeatureIds,
  where: string,
  report: Reporter,
): void {
  const { _GID: gidAccessor, _FEATURE_ID_0: idAccessor } = attributes
  if (gidAccessor === undefined) return
  const gids = accessorValues(model, gidAccessor)
  const wrong = gids?.find((gid) => !(Number.isInteger(gid) && gid >= 1 && gid <= MAX_GID))
  if (wrong !== undefined)
    report.error(
      'gid-range',
      `${where}/attributes/_GID`,
      `gid ${wrong} 不是 1…${MAX_GID} 的整数`,
      `gid ${wrong} is not an integer in 1…${MAX_GID}`,
    )
  if (sets.length !== 1 || sets[0]?.propertyTable === undefined) {
    report.error(
      'gid-one-set',
      where,
      '有 _GID 的图元应恰有一组带属性表的要素编号',
      'a primitive with _GID must have exactly one feature-id set with a table',
    )
    return
  }
  const table = model.gltf.extensions?.EXT_structural_metadata?.propertyTables?.[sets[0].propertyTable]
  const column = table?.properties?.gid
  const rows = column && numbersOf(model, column.values, 'UINT32')
  const ids = idAccessor === undefined ? null : accessorValues(model, idAccessor)
  if (!gids || !rows || !ids) {
    report.error('gid-column', where, '缺少 gid 列', 'the gid column is missing or cannot be read')
    return
  }
  const differs = gids.findIndex((gid, vertex) => gid !== rows[ids[vertex] ?? -1])
  if (differs >= 0)
    report.error(
      'gid-match',
      `${where}/attributes/_GID`,
      `顶点 ${differs} 的 _GID 与属性表不符`,
      `_GID of vertex ${differs} is ${gids[differs]}, its row has gid ${rows[ids[differs] ?? -1]}`,
    )
}
