import type { AssetIndex } from '../domain/asset/asset-index.ts'
import type { CustomerCutOff } from '../domain/network/isolation-result.ts'
import type { TraceElement, TraceOutcome } from '../domain/network/trace-result.ts'
import type { Mark } from '../ports/scene.ts'

/** so many customers have their place in the picture, the gravest; the panel lists all */
const MOST_CUSTOMERS = 60

/**
 * Where a trace starts, of a path where it ends too, and of 影响用户 who is affected: hospitals and schools first, those of one
 * point at one mark. The id of a mark is that of the asset. An end that is selected has its name from the selection.
 */
export function traceMarks(
  { kind, element, to, customers }: TraceOutcome,
  index: AssetIndex,
  selected: string | null,
): Mark[] {
  const ends = (to ? [element, to] : [element]).flatMap((end): Mark[] => {
    const at = placeOf(end.gid, index)
    if (!at) return []
    const mark: Mark = { id: end.id, at, shape: 'square', ring: 'none', isAlwaysVisible: true }
    return [end.id === selected ? mark : { ...mark, label: nameOf(end) }]
  })
  if (kind !== 'customers') return ends
  const atNode = new Map<string, CustomerCutOff[]>()
  for (const customer of customers) atNode.set(customer.node, [...(atNode.get(customer.node) ?? []), customer])
  const affected = [...atNode].slice(0, MOST_CUSTOMERS).flatMap(([node, [first, ...others]]): Mark[] => {
    const at = placeOf(index.gidOf.get(node) ?? 0, index)
    if (!at || !first || node === element.id) return []
    const label = others.length > 0 ? `${first.name} +${others.length}` : first.name
    return [{ id: node, at, shape: 'diamond', ring: 'none', isAlwaysVisible: true, label }]
  })
  return [...affected, ...ends]
}

function placeOf(gid: number, index: AssetIndex): Mark['at'] | null {
  if (gid <= 0) return null
  return { lon: index.lon[gid] ?? 0, lat: index.lat[gid] ?? 0, height: index.height[gid] ?? 0 }
}

/** Its key in the source, which the panel names it by. */
function nameOf({ id }: TraceElement): string {
  return id.slice(id.lastIndexOf('/') + 1)
}
