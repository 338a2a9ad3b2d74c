import { accessorValues, componentBytesOf, componentsOf } from './decode.ts'
import type { Reporter } from './finding.ts'
import { pointer } from './pointer.ts'
import type { Model } from './read-gltf.ts'

/** Relative slack of declared bounds: exporters write them as rounded decimals. */
const SLACK = 1e-6

/** Accessors lie inside their views, are aligned, tell the truth in min and max, and are used as what they are. */
export function checkAccessors(model: Model, report: Reporter): void {
  for (const [index, accessor] of (model.gltf.accessors ?? []).entries()) {
    const where = pointer(['accessors', index])
    if (accessor.bufferView === undefined) continue
    const view = model.gltf.bufferViews?.[accessor.bufferView]
    if (!view) {
      report.error('accessor-view', where, '缓冲区视图不存在', `buffer view ${accessor.bufferView} does not exist`)
      continue
    }
    const size = componentBytesOf(accessor.componentType)
    const row = size * componentsOf(accessor.type)
    const stride = view.byteStride ?? row
    const start = accessor.byteOffset ?? 0
    const end = start + (accessor.count - 1) * stride + row
    if (end > view.byteLength)
      report.error(
        'accessor-range',
        where,
        `访问器需要 ${end} 字节，视图只有 ${view.byteLength}`,
        `needs ${end} bytes, the view has ${view.byteLength}`,
      )
    if (start % size !== 0 || (start + (view.byteOffset ?? 0)) % size !== 0 || stride % size !== 0)
      report.error(
        'accessor-alignment',
        where,
        `偏移或步长不是 ${size} 的倍数`,
        `offset or stride is not a multiple of ${size}`,
      )
    checkBounds(model, index, report)
  }
  for (const [mesh, { primitives }] of (model.gltf.meshes ?? []).entries())
    for (const [index, primitive] of primitives.entries())
      checkPrimitive(model, primitive, pointer(['meshes', mesh, 'primitives', index]), report)
}

function checkBounds(model: Model, index: number, report: Reporter): void {
  const accessor = model.gltf.accessors?.[index]
  if (!accessor?.min && !accessor?.max) return
  const values = accessorValues(model, index)
  if (!values) return
  const components = componentsOf(accessor.type)
  for (const [name, declared, choose] of [
    ['min', accessor.min, Math.min],
    ['max', accessor.max, Math.max],
  ] as const) {
    if (!declared) continue
    const where = pointer(['accessors', index, name])
    if (declared.length !== components) {
      report.error(
        'accessor-bounds',
        where,
        `应有 ${components} 个数`,
        `has ${declared.length} numbers, expected ${components}`,
      )
      continue
    }
    const found = new Array<number>(components).fill(name === 'min' ? Infinity : -Infinity)
    for (let at = 0; at < values.length; at++) {
      const axis = at % components
      found[axis] = choose(found[axis] ?? 0, values[at] ?? 0)
    }
    const wrong = found.findIndex(
      (value, axis) => !(Math.abs(value - (declared[axis] ?? 0)) <= SLACK * Math.max(1, Math.abs(value))),
    )
    if (wrong >= 0)
      report.error(
        'accessor-bounds',
        where,
        `声明 ${declared[wrong]}，实际 ${found[wrong]}`,
        `says ${declared[wrong]}, the data has ${found[wrong]}`,
      )
  }
}

function checkPrimitive(
  model: Model,
  primitive: { readonly attributes: Readonly<Record<string, number>>; readonly indices?: number | undefined },
  where: string,
  report: Reporter,
): void {
  const counts = new Map<number, string>()
  for (const [name, index] of Object.entries(primitive.attributes)) {
    const accessor = model.gltf.accessors?.[index]
    const at = `${where}${pointer(['attributes', name])}`
    if (!accessor) report.error('primitive-accessor', at, '访问器不存在', `accessor ${index} does not exist`)
    else counts.set(accessor.count, name)
    if (name === 'POSITION' && accessor && (!accessor.min || !accessor.max))
      report.error('position-bounds', at, 'POSITION 缺少 min 或 max', 'POSITION has no min or max')
  }
  if (counts.size > 1)
    report.error(
      'primitive-counts',
      where,
      '各属性的顶点数不同',
      `attributes differ in count: ${[...counts].map(([count, name]) => `${name} ${count}`).join(', ')}`,
    )
  const [vertices] = counts.keys()
  if (primitive.indices === undefined || vertices === undefined) return
  const indices = accessorValues(model, primitive.indices)
  const largest = indices?.reduce((most, value) => Math.max(most, value), 0) ?? 0
  if (largest >= vertices)
    report.error(
      'index-range',
      `${where}/indices`,
      `索引 ${largest} 超出顶点数 ${vertices}`,
      `index ${largest}, there are ${vertices} vertices`,
    )
}
