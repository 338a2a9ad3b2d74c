import type { Survey } from '../survey.ts'
import { aboveGround } from './above-ground.ts'
import { duplicateLine } from './duplicate-line.ts'
import { gravitySlope } from './gravity-slope.ts'
import { isolatedPoint } from './isolated-point.ts'
import { levelSum } from './level-sum.ts'
import { lineLength } from './line-length.ts'
import { missingDocument } from './missing-document.ts'
import { pointRole } from './point-role.ts'
import type { Rule } from './rule.ts'
import { steepSlope } from './steep-slope.ts'
import { tooDeep } from './too-deep.ts'
import { unknownLevel } from './unknown-level.ts'

/** Every quality rule, in the order of the report. */
const rules: readonly Rule[] = [
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
  missingDocument,
]

/** Runs all rules; what they find is in `survey.findings`. */
export function checkSurvey(survey: Survey): void {
  for (const rule of rules) rule(survey)
}
