import { extensionsIn } from './extensions-in.ts'
import type { Reporter } from './finding.ts'
import type { Model } from './read-gltf.ts'

/** Extensions that a file in use cannot be drawn without. */
const CANNOT_BE_IGNORED = ['KHR_mesh_quantization', 'KHR_draco_mesh_compression']

/** Every extension that is used is declared, and every required one is among the used. */
export function checkExtensions({ gltf }: Model, report: Reporter): void {
  const used = new Set(gltf.extensionsUsed)
  for (const name of gltf.extensionsRequired ?? [])
    if (!used.has(name))
      report.error(
        'extension-required',
        '/extensionsRequired',
        `${name} 未列入 extensionsUsed`,
        `${name} is not in extensionsUsed`,
      )
  for (const [name, { where }] of extensionsIn(gltf))
    if (!used.has(name))
      report.error(
        'extension-undeclared',
        where,
        `使用了 ${name} 但未声明`,
        `${name} is used and not in extensionsUsed`,
      )
  const required = new Set(gltf.extensionsRequired)
  for (const name of CANNOT_BE_IGNORED)
    if (used.has(name) && !required.has(name))
      report.error(
        'extension-optional',
        '/extensionsRequired',
        `${name} 必须列入 extensionsRequired`,
        `${name} must be in extensionsRequired`,
      )
}
