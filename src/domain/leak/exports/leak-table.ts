import { csvTable } from '../../formats/csv.ts'
import { type ExportedLeak, leakFacts, VALUE_UNITS } from './exported-leak.ts'

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
        ...[at?.id ?? '', at?.kind ?? '', at?.at.lon ?? null, at?.at.lat ?? null, at?.at.height ?? null],
        ...[grade, localGrade, String(hasSensor), evidence, ...worst],
        ...levels.flatMap((level) => {
          const arrival = arrivals.find((each) => each.level === level)
          return [...quantiles, 'reached' as const].map((each) => arrival?.[each] ?? null)
        }),
      ]
    }),
  )
}
