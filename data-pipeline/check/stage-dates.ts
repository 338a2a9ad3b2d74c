import { stageDefinitions } from '../../src/domain/asset/lifecycle.ts'
import { dateContradictions } from '../../src/domain/asset/stage-dates.ts'
import type { Survey } from '../survey.ts'
import type { Findings } from './finding.ts'

/** Stages of a project whose dates contradict each other: one of the two is wrong, and nobody knows which. */
export function stageDates({ tables }: Pick<Survey, 'tables'>, findings: Findings): void {
  const stagesOf = new Map<string, (typeof tables)['lifecycle_stage']>()
  for (const row of tables.lifecycle_stage) stagesOf.set(row.project_id, [...(stagesOf.get(row.project_id) ?? []), row])
  for (const [project, rows] of stagesOf) {
    const stages = rows.map(({ stage, started_on, ended_on }) => ({ stage, startedOn: started_on, endedOn: ended_on }))
    for (const found of dateContradictions(stages)) {
      const { zh, en } = stageDefinitions[found.stage].name
      const [limit, zhLimit, enLimit] =
        found.kind === 'ends-before-it-begins'
          ? [`≥ ${found.startedOn}`, `结束早于其开始 ${found.startedOn}`, `ends before it begins on ${found.startedOn}`]
          : [`≥ ${found.on}`, ...beforeOther(found)]
      findings.add(
        'warning',
        'stage-dates',
        { zh: `${project} 的${zh}${zhLimit}`, en: `${en} of ${project} ${enLimit}` },
        {
          file: 'lifecycle_stage',
          value: found.kind === 'ends-before-it-begins' ? found.endedOn : found.startedOn,
          expected: limit,
        },
      )
    }
  }
}

function beforeOther({
  earlier,
  of,
  on,
}: Extract<ReturnType<typeof dateContradictions>[number], { kind: 'begins-too-early' }>) {
  const { zh, en } = stageDefinitions[earlier].name
  const end = of === 'end'
  return [
    `早于${zh}${end ? '结束' : '开始'} ${on}`,
    `begins before ${en.toLowerCase()} ${end ? 'ends' : 'begins'} on ${on}`,
  ]
}
