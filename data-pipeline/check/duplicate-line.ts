import type { Rule } from './rule.ts'

/** Two lines of one discipline between the same two points, in either direction, with the same measures. */
export const duplicateLine: Rule = (survey) => {
  const seen = new Map<string, number>()
  for (const line of survey.lines) {
    if (line.startPoint === null || line.endPoint === null) continue
    const isForward = line.startPoint < line.endPoint
    const [a, b] = isForward ? [line.start, line.end] : [line.end, line.start]
    const pair = [line.startPoint, line.endPoint].sort().join('~')
    const size = `${line.section?.width},${line.section?.height}`
    const key = `${line.discipline}/${pair}/${size}/${line.material}/${a.level}/${b.level}`
    const first = seen.get(key)
    if (first === undefined) {
      seen.set(key, line.source.row)
      continue
    }
    const message = {
      zh: `与第 ${first} 行的管线重复（同向或反向）`,
      en: `repeats the line of row ${first} (same or other direction)`,
    }
    const assets = [`${line.discipline}/${line.key}`]
    survey.findings.add('warning', 'duplicate-line', message, { ...line.source, value: pair, assets })
  }
}
