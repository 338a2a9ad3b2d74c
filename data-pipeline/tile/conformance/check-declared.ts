import { extensionsIn } from './extensions-in.ts'
import type { Reporter } from './finding.ts'

/** What a tileset.json and a glTF say of their extensions alike. */
interface Declaring {
  readonly extensionsUsed?: readonly string[] | undefined
  readonly extensionsRequired?: readonly string[] | undefined
}

/** Every extension that is used is declared, and every required one is among the used. @returns what is found where */
export function checkDeclared(document: Declaring, report: Reporter): ReturnType<typeof extensionsIn> {
  const used = new Set(document.extensionsUsed)
  for (const name of document.extensionsRequired ?? [])
    if (!used.has(name))
      report.error(
        'extension-required',
        '/extensionsRequired',
        `${name} 未列入 extensionsUsed`,
        `${name} is not in extensionsUsed`,
      )
  const found = extensionsIn(document)
  for (const [name, { where }] of found)
    if (!used.has(name))
      report.error(
        'extension-undeclared',
        where,
        `使用了 ${name} 但未声明`,
        `${name} is used and not in extensionsUsed`,
      )
  return found
}
