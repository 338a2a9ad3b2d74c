import type { Finding } from '../check/finding.ts'
import type { ModelMesh, Survey, SurveyModel } from '../survey.ts'
import type { Body } from './body.ts'

/** Pushes a model; what is wrong with its body is one finding. */
export function pushModel(survey: Survey, model: Omit<SurveyModel, 'mesh'>, body: Body): void {
  const assets = [`${model.discipline}/${model.key}`]
  const mesh = finishBody(survey, body, { ...model.source, value: model.key, assets })
  if (mesh) survey.models.push({ ...model, mesh })
}

/** The triangles of a body; null and a finding when it has none, a finding when faces were left out. */
export function finishBody({ findings }: Survey, body: Body, place: Partial<Finding>): ModelMesh | null {
  const { empty, crossing, notANumber } = body.faults
  const mesh = body.finish()
  const left = empty + crossing + notANumber
  if (!mesh) {
    const message = { zh: '模型没有可用的面，略去', en: 'the model has no usable face; left out' }
    findings.add('error', 'model-empty', message, place)
  } else if (left > 0) {
    const message = {
      zh: `略去 ${left} 个面：面积为零 ${empty}，自相交 ${crossing}，坐标非数 ${notANumber}`,
      en: `${left} faces left out: ${empty} without area, ${crossing} crossing themselves, ${notANumber} with a coordinate that is no number`,
    }
    findings.add(crossing + notANumber > 0 ? 'error' : 'warning', 'model-faces', message, place)
  }
  return mesh
}
