import { checkDeclared } from './check-declared.ts'
import type { Reporter } from './finding.ts'
import type { Tileset } from './tileset-schema.ts'

/** Extensions of a tileset.json are objects, declared once each, and none is required that is not used. */
export function checkTilesetExtensions(tileset: Tileset, report: Reporter): void {
  const { extensionsUsed = [], extensionsRequired = [] } = tileset
  for (const [key, names] of Object.entries({ extensionsUsed, extensionsRequired }))
    if (new Set(names).size < names.length)
      report.error('extension-twice', `/${key}`, '扩展名重复', 'an extension is named twice')
  const used = new Set(extensionsUsed)
  const found = checkDeclared(tileset, report)
  for (const [name, { where, isObject }] of found)
    if (!isObject) report.error('extension-value', where, `${name} 不是对象`, `${name} is no object`)
  // glTF as content is part of 1.1, so that its extension of 1.0 stands nowhere else
  for (const name of used)
    if (!found.has(name) && name !== '3DTILES_content_gltf')
      report.warning(
        'extension-unused',
        '/extensionsUsed',
        `声明了 ${name} 但未使用`,
        `${name} is declared and not used`,
      )
}
