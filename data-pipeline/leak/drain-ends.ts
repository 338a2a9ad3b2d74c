import { DRAIN_ENDS, type DrainEnd } from '../../src/domain/leak/leak-plan.ts'
import type { Shard } from '../shard/shard.ts'
import type { Names } from '../store/names.ts'
import { Rows } from '../store/rows.ts'

/** What a point is to what runs in drains, by what it is called; the first that fits. A well before a works is the works. */
const CALLED: readonly (readonly [end: DrainEnd, name: RegExp])[] = [
  ['works', /(?:污水|再生水|净水|净化|水质|处理)\S*厂|处理站|wwtp|treatment/i],
  ['pump', /泵站|泵房|提升泵|泵井|pump/i],
  ['outfall', /出水口|排水口|排放口|排出口|排污口|outfall/i],
]
/** Streets are called by what stands in them. */
const OF_STREET = /(?:厂|站|口)\S*[路街巷道]/
/** more than a city has, so that two are one exact number */
const NAMES = 2 ** 26

const END_SPEC = {
  /** asset id of the point */
  id: 'text',
  /** place in `DRAIN_ENDS` */
  kind: 'u8',
} as const

/** What points are to drains by feature and appurtenance, looked at once for each pair of names. */
export class EndsOfNames {
  private readonly known = new Map<number, DrainEnd | null>()

  of(names: Names, feature: number, appurtenance: number): DrainEnd | null {
    const key = feature * NAMES + appurtenance
    const known = this.known.get(key)
    if (known !== undefined) return known
    const end = drainEndOf(`${names.text(appurtenance) ?? ''} ${names.text(feature) ?? ''}`)
    this.known.set(key, end)
    return end
  }
}

/** Points of drains that let out, treat or pump. */
export class DrainEndRows extends Rows<typeof END_SPEC> {
  constructor() {
    super(END_SPEC)
  }

  /**
   * Adds a point that is one of these, by what kind of point it is or by its own name.
   *
   * @param prefix  what an id of the discipline begins with
   */
  pushPoint({ points, names }: Shard, point: number, prefix: Uint8Array, ends: EndsOfNames): void {
    const { columns: given } = points
    const end =
      drainEndOf(given.name.at(point)) ?? ends.of(names, given.feature[point] ?? 0, given.appurtenance[point] ?? 0)
    if (end === null) return
    const at = this.add()
    this.columns.id.pushJoined(prefix, given.key, point)
    this.columns.kind[at] = DRAIN_ENDS.indexOf(end)
  }
}

/** What a point of this name is to drains; null = none of these, or nobody can say. */
export function drainEndOf(name: string): DrainEnd | null {
  return OF_STREET.test(name) ? null : (CALLED.find(([, pattern]) => pattern.test(name))?.[0] ?? null)
}
