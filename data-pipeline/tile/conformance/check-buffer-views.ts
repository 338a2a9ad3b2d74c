import { packingOf, viewBytes } from './decode.ts'
import type { Reporter } from './finding.ts'
import { pointer } from './pointer.ts'
import type { Model } from './read-gltf.ts'

/** Buffer views lie inside their buffers, compressed ones decode to the size they promise. */
export function checkBufferViews(model: Model, report: Reporter): void {
  for (const [index, view] of (model.gltf.bufferViews ?? []).entries()) {
    const where = pointer(['bufferViews', index])
    if (view.byteLength === 0)
      report.error('buffer-view-empty', where, '缓冲区视图长度为 0', 'byteLength is 0, expected at least 1')
    for (const range of [view, packingOf(model, index) ?? view]) {
      const length = model.gltf.buffers?.[range.buffer]?.byteLength
      const end = (range.byteOffset ?? 0) + range.byteLength
      if (length === undefined)
        report.error(
          'buffer-view-buffer',
          where,
          `缓冲区 ${range.buffer} 不存在`,
          `buffer ${range.buffer} does not exist`,
        )
      else if (end > length)
        report.error(
          'buffer-view-range',
          where,
          `视图止于 ${end}，缓冲区只有 ${length} 字节`,
          `view ends at ${end}, the buffer has ${length} bytes`,
        )
    }
    const packing = packingOf(model, index)
    if (!packing) continue
    if (packing.count * packing.byteStride !== view.byteLength)
      report.error(
        'meshopt-size',
        where,
        `解压后 ${packing.count * packing.byteStride} 字节，视图声明 ${view.byteLength}`,
        `decodes to ${packing.count * packing.byteStride} bytes, the view says ${view.byteLength}`,
      )
    if (model.buffers[packing.buffer] && !viewBytes(model, index))
      report.error('meshopt-data', where, 'meshopt 数据无法解压', 'meshopt data cannot be decoded')
  }
}
