import type { SecrecyClass, SecrecyTarget } from '../../../domain/admin/secrecy.ts'
import { disciplines } from '../../../domain/disciplines/index.ts'
import type { Words } from '../../../ui/page.tsx'

/** A layer as people call it: 燃气 · 管线段. */
export function layerName(discipline: string, kind: string, { name, known }: Words): string {
  const found = disciplines.find(({ id }) => id === discipline)
  return `${found ? name(found.name) : discipline} · ${known('asset', kind)}`
}

/** A class by its word; none of its own means another thing for a layer than for what lies in one. */
export function className(table: SecrecyTarget['table'], of: SecrecyClass, t: Words['t']): string {
  if (of !== null) return t(`admin.clearance.${of}`)
  return t(table === 'layer' ? 'admin.secrecy.class.none' : 'admin.secrecy.class.asLayer')
}
