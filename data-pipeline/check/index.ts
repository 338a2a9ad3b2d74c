import type { Shard } from '../shard/shard.ts'
import type { Survey } from '../survey.ts'
import { aboveGround } from './above-ground.ts'
import { buildingClearance } from './building-clearance.ts'
import { clearance } from './clearance.ts'
import { completeness } from './completeness.ts'
import { cover } from './cover.ts'
import { crossConnection } from './cross-connection.ts'
import { diameterChange } from './diameter-change.ts'
import { duplicateLine } from './duplicate-line.ts'
import { duplicatePlace } from './duplicate-place.ts'
import type { Findings } from './finding.ts'
import { gravitySlope } from './gravity-slope.ts'
import { isolatedPoint } from './isolated-point.ts'
import { levelSum } from './level-sum.ts'
import { lineLength } from './line-length.ts'
import { manholeLevels } from './manhole-levels.ts'
import { missingDocument } from './missing-document.ts'
import { pointRole } from './point-role.ts'
import { sewerLimits } from './sewer-limits.ts'
import { type CheckContext, ShardCheck, type ShardRule } from './shard-check.ts'
import { sharpTurn } from './sharp-turn.ts'
import { smallIsland } from './small-island.ts'
import { stageDates } from './stage-dates.ts'
import { steepSlope } from './steep-slope.ts'
import { tooDeep } from './too-deep.ts'
import { unconnectedEnd } from './unconnected-end.ts'
import { unknownLevel } from './unknown-level.ts'
import { zeroElevation } from './zero-elevation.ts'

export type { BuildingFootprint, CheckContext } from './shard-check.ts'

/** Every quality rule of lines and points, in the order of the report. */
const shardRules: readonly ShardRule[] = [
  completeness,
  aboveGround,
  tooDeep,
  zeroElevation,
  levelSum,
  unknownLevel,
  gravitySlope,
  steepSlope,
  manholeLevels,
  diameterChange,
  sewerLimits,
  sharpTurn,
  crossConnection,
  lineLength,
  duplicateLine,
  duplicatePlace,
  isolatedPoint,
  unconnectedEnd,
  smallIsland,
  pointRole,
  cover,
  clearance,
  buildingClearance,
]

/** Checks the own rows of a shard; what is found and counted goes to `findings`, equal for an equal shard. */
export function checkShard(shard: Shard, context: CheckContext, findings: Findings): void {
  const check = new ShardCheck(shard, context, findings)
  for (const rule of shardRules) rule(check)
}

/** Checks what a city has besides lines and points. */
export function checkCity(survey: Pick<Survey, 'documents' | 'tables'>, findings: Findings): void {
  missingDocument(survey, findings)
  stageDates(survey, findings)
}
