import type { DemoCity } from './demo-city.ts'
import { createRandom, type Random } from './random.ts'
import type { SurveyLine, SurveyPoint, SurveyTable } from './survey-table.ts'

/** What a check must find: the assets that its findings name, by rule. A fault that breaks two rules stands under both. */
export type Faults = Readonly<Record<string, readonly string[]>>

/** Finds places for faults, no two of them near each other, and keeps the truth about them. */
export class FaultSeeder {
  readonly city: DemoCity
  readonly faults: Record<string, string[]> = {}
  private readonly random: Random
  private readonly used: Set<SurveyPoint>
  private readonly atPoint = new Map<SurveyPoint, SurveyLine[]>()

  /** @param used  points where other defects lie already */
  constructor(city: DemoCity, used: Set<SurveyPoint>) {
    this.city = city
    this.random = createRandom(city.seed, 'faults')
    this.used = used
    for (const { lines } of city.tables)
      for (const line of lines) for (const end of [line.start, line.end]) this.linesAt(end).push(line)
  }

  tell(rule: string, asset: string): void {
    this.faults[rule] = [...(this.faults[rule] ?? []), asset]
  }

  /** The lines of its table that meet at a point. */
  linesAt(point: SurveyPoint): SurveyLine[] {
    const known = this.atPoint.get(point)
    if (known) return known
    const none: SurveyLine[] = []
    this.atPoint.set(point, none)
    return none
  }

  /**
   * So many lines of those that fit, drawn by the seed.
   *
   * @throws  Error when the city has fewer
   */
  lines(
    from: readonly SurveyLine[],
    count: number,
    what: string,
    isFit: (line: SurveyLine) => boolean = () => true,
  ): SurveyLine[] {
    const shuffled = from.map((line) => ({ line, key: this.random.next() })).sort((a, b) => a.key - b.key)
    const taken: SurveyLine[] = []
    for (const { line } of shuffled) {
      if (taken.length === count) break
      if (isFit(line) && this.take(line)) taken.push(line)
    }
    if (taken.length < count) throw new Error(`seedFaults: ${taken.length} places for ${what}, expected ${count}`)
    return taken
  }

  /** Lines in the middle of a block of one street, laid in the ground: both ends join just two lines of the same lane. */
  plain({ lines }: SurveyTable): SurveyLine[] {
    return lines.filter(({ start, end, burial, street }) => {
      if (burial === 'SJ' || start.street !== street || end.street !== street) return false
      return (
        start.offset === end.offset &&
        [start, end].every((point) => this.linesAt(point).length === 2 && !point.operable)
      )
    })
  }

  /** Takes a line and its neighbours for one fault; false when another is there already. */
  private take({ start, end }: SurveyLine): boolean {
    const points = [start, end].flatMap((point) => this.linesAt(point)).flatMap((line) => [line.start, line.end])
    if (points.some((point) => this.used.has(point))) return false
    for (const point of points) this.used.add(point)
    return true
  }
}
