import type { Shard } from '../shard/shard.ts'
import type { Survey } from '../survey.ts'
import { aboveGround } from './above-ground.ts'
import { duplicateLine } from './duplicate-line.ts'
import type { Findings } from './finding.ts'
import { gravitySlope } from './gravity-slope.ts'
import { isolatedPoint } from './isolated-point.ts'
import { levelSum } from './level-sum.ts'
import { lineLength } from './line-length.ts'
import { missingDocument } from './missing-document.ts'
import { pointRole } from './point-role.ts'
import { type CheckContext, ShardCheck, type ShardRule } from './shard-check.ts'
import { steepSlope } from './steep-slope.ts'
import { tooDeep } from './too-deep.ts'
import { unknownLevel } from './unknown-level.ts'

export type { BuildingFootprint, CheckContext } from './shard-check.ts'

/** Every quality rule of lines and points, in the order of the report. */
const shardRules: readonly ShardRule[] = [
  aboveGround,
  tooDeep,
  levelSum,
  gravitySlope,
  steepSlope,
  unknownLevel,
  lineLength,
  duplicateLine,
  isolatedPoint,
  pointRole,
]

/** Checks the own rows of a shard; what is found and counted goes to `findings`, equal for an equal shard. */
export function checkShard(shard: Shard, context: CheckContext, findings: Findings): void {
  const check = new ShardCheck(shard, context, findings)
  for (const rule of shardRules) rule(check)
}

/** Checks what a city has besides lines and points. */
export function checkCity(survey: Survey, findings: Findings): void {
  missingDocument(survey, findings)
}
