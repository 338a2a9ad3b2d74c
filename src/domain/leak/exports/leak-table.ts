import { csvTable } from '../../formats/csv.ts'
import { asKnown } from '../leak-digits.ts'
import { type ExportedLeak, leakFacts, levelOf, VALUE_UNITS } from './exported-leak.ts'
import { CONCERNS, concernedCustomers } from './leak-customers.ts'

/** Places that a leak reaches, in the order of the run, with the arrival of every level; what does not come within the run is empty. */
export function leakPlacesTable(run: ExportedLeak): string {
  const { reached, kind, evidence } = run.outcome
  const levels = [...new Set(reached.flatMap(({ arrivals }) => arrivals.map(({ level }) => level)))].sort(
    (a, b) => a - b,
  )
  const quantiles = ['p10', 'p50', 'p90'] as const
  return csvTable(
    [...leakFacts(run), ['单位 unit', VALUE_UNITS[kind]]],
    [
      ...['place', 'kind', 'lon', 'lat', 'height_m', 'grade', 'local_grade', 'sensor', 'evidence'],
      ...['worst_p10', 'worst_p50', 'worst_p90'],
      ...levels.flatMap((level) => [
        ...quantiles.map((each) => `arrival_${level}_${each}_s`),
        `arrival_${level}_reached`,
      ]),
    ],
    reached.map(({ place, grade, localGrade, hasSensor, worst, arrivals }) => {
      const at = run.places[place]
      return [
        ...[at?.id ?? '', at?.kind ?? '', at?.at.lon ?? null, at?.at.lat ?? null, at ? levelOf(at.at.height) : null],
        ...[grade, localGrade, String(hasSensor), evidence, ...worst.map((each) => asKnown(each, evidence))],
        ...levels.flatMap((level) => {
          const arrival = arrivals.find((each) => each.level === level)
          return [...quantiles.map((each) => asKnown(arrival?.[each] ?? null, evidence)), arrival?.reached ?? null]
        }),
      ]
    }),
  )
}

/** Customers whom it concerns, and how; what is not computed for one is empty, and so is a place that the run does not hold. */
export function leakCustomersTable(run: ExportedLeak): string {
  const customers = concernedCustomers(run)
  const counts = Object.entries(CONCERNS).map(([what, told]) => {
    const of = customers.filter((customer) => customer.what === what)
    return [told, `${of.length}`] as const
  })
  return csvTable(
    [...leakFacts(run), ...counts],
    [
      ...['what', 'customer', 'name', 'class', 'people', 'supplied_share', 'arrival_s', 'outside_share_at_most'],
      ...['lon', 'lat', 'evidence'],
    ],
    customers.map(({ what, id, name, class: of, people, supplied, arrival, outside, at, evidence }) => [
      ...[what, id, name, of, people, supplied, arrival, outside, at?.lon ?? null, at?.lat ?? null, evidence],
    ]),
  )
}

/** What moves in time: how much ran out, and every series of the outcome; empty where one has no value then. */
export function leakCourseTable(run: ExportedLeak): string {
  const { lost, series, evidence } = run.outcome
  const columns = [
    { head: `lost (${lost.unit})`, points: run.lost },
    ...series.map(({ name, unit, points }) => ({ head: `${name.zh} ${name.en} (${unit})`, points })),
  ].map(({ head, points }) => ({ head, at: new Map(points) }))
  const times = [...new Set(columns.flatMap(({ at }) => [...at.keys()]))].sort((a, b) => a - b)
  return csvTable(
    leakFacts(run),
    ['time_s', ...columns.map(({ head }) => head), 'evidence'],
    times.map((time) => [time, ...columns.map(({ at }) => asKnown(at.get(time) ?? null, evidence)), evidence]),
  )
}
