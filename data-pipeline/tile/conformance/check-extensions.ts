import { checkDeclared } from './check-declared.ts'
import type { Reporter } from './finding.ts'
import type { Model } from './read-gltf.ts'

/** Extensions that a file in use cannot be drawn without. */
const CANNOT_BE_IGNORED = ['KHR_mesh_quantization', 'KHR_draco_mesh_compression']

/** Every extension that is used is declared, and every required one is among the used. */
export function checkExtensions({ gltf }: Model, report: Reporter): void {
  checkDeclared(gltf, report)
  const used = new Set(gltf.extensionsUsed)
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
