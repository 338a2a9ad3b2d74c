import { disciplines } from '../../src/domain/disciplines/index.ts'
import type { ListedSurvey } from '../read/a-read-survey.ts'
import { placeShard } from '../shard/place-shard.ts'
import { planeOf } from '../shard/plane.ts'
import type { Shard } from '../shard/shard.ts'
import { shardAt, shardMiddle } from '../shard/shard-grid.ts'
import { LineRows } from '../store/line-rows.ts'
import { Names } from '../store/names.ts'
import { PointRows } from '../store/point-rows.ts'
import type { GroundModel } from '../survey.ts'
import { Components } from './components.ts'
import { checkCity, checkShard } from './index.ts'
import type { CheckContext } from './shard-check.ts'

/** Runs all rules over a survey held whole, as one shard; what they find is in `survey.findings`. */
export function checkSurvey(survey: ListedSurvey, ground: GroundModel = survey.dem?.at ?? (() => null)): void {
  const { shard, context } = shardOf(survey, ground)
  checkShard(shard, context, survey.findings)
  Object.assign(survey.facts, survey.findings.facts)
  checkCity(survey, survey.findings)
}

/** The whole of a survey as one shard, and what its check needs. */
export function shardOf(
  survey: ListedSurvey,
  ground: GroundModel,
): { readonly shard: Shard; readonly context: CheckContext } {
  const names = new Names()
  const [lines, points] = [new LineRows(), new PointRows()]
  const numbers = new Map<string, number>()
  const components = new Components()
  const indexOf = (discipline: string) => disciplines.findIndex(({ id }) => id === discipline)
  for (const [number, point] of survey.points.entries()) {
    numbers.set(`${point.discipline}/${point.key}`, number)
    points.push(point, number, indexOf(point.discipline), names)
  }
  for (const [number, line] of survey.lines.entries()) {
    const end = (key: string | null) => numbers.get(`${line.discipline}/${key}`) ?? -1
    const ends = [end(line.startPoint), end(line.endPoint)] as const
    components.join(...ends)
    lines.push(line, number, indexOf(line.discipline), ends, names)
  }
  const deviceEnds = new Set<string>()
  for (const { discipline, startPoint, endPoint } of survey.devices) {
    const ends = [`${discipline}/${startPoint}`, `${discipline}/${endPoint}`] as const
    for (const end of ends) deviceEnds.add(end)
    components.join(numbers.get(ends[0]) ?? -1, numbers.get(ends[1]) ?? -1)
  }
  const lineGids = Uint32Array.from({ length: lines.count }, (_, line) => line + 1)
  const pointGids = Uint32Array.from({ length: points.count }, (_, point) => lines.count + point + 1)
  const placed = placeShard({ city: survey.city, lines, points, lineGids, pointGids }, ground)
  const { values } = lines.columns.path.packed()
  const cell = shardAt(values[0] ?? points.columns.lon[0] ?? 0, values[1] ?? points.columns.lat[0] ?? 0)
  return {
    shard: {
      city: survey.city,
      cell,
      names,
      lines,
      points,
      ownLines: lines.count,
      ownPoints: points.count,
      plane: planeOf(values, shardMiddle(cell)),
      placedLines: placed.lines,
      placedPoints: placed.points,
    },
    context: {
      buildings: survey.buildings,
      deviceEnds,
      census: new Set(survey.censusFiles),
      components: components.sizes(points.count),
    },
  }
}
