import { depthOf, ENDS } from './depth.ts'
import type { Rule } from './rule.ts'

/** deeper than any trench or shaft of common practice [m]: more often 12.0 written for 1.20 than a deep main */
const DEEPEST = 15

/** A line end or a well's bottom deeper than the set maximum. */
export const tooDeep: Rule = ({ lines, points, findings }) => {
  const expected = `≤ ${DEEPEST} m`
  for (const line of lines) {
    for (const { end, zh, en } of ENDS) {
      const depth = depthOf(line[end])
      if (depth === null || depth <= DEEPEST) continue
      const message = {
        zh: `${zh}埋深 ${depth.toFixed(2)} m，超过最大值`,
        en: `its ${en} is ${depth.toFixed(2)} m deep`,
      }
      const assets = [`${line.discipline}/${line.key}`]
      findings.add('warning', 'too-deep', message, { ...line.source, value: depth, expected, assets })
    }
  }
  for (const { ground, bottom, discipline, key, source } of points) {
    if (ground === null || bottom === null || ground - bottom <= DEEPEST) continue
    const depth = ground - bottom
    const message = { zh: `井深 ${depth.toFixed(2)} m，超过最大值`, en: `its well is ${depth.toFixed(2)} m deep` }
    findings.add('warning', 'too-deep', message, {
      ...source,
      value: depth,
      expected,
      assets: [`${discipline}/${key}`],
    })
  }
}
