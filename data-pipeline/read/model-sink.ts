import type { Survey, SurveyModel } from '../survey.ts'
import type { Body } from './body.ts'

/** Takes one body; what is wrong with it is one finding. */
export type ModelSink = (model: Omit<SurveyModel, 'mesh'>, body: Body) => void

/** Where readers of models push them: one sink a survey, because keys are unique over all its files. */
export function modelSink(survey: Survey): ModelSink {
  const taken = new Set<string>()
  return (model, body) => {
    const { file, row } = model.source
    const asset = `${model.discipline}/${model.key}`
    const place = { file, row, value: model.key, assets: [asset] }
    const { empty, crossing, notANumber } = body.faults
    const left = empty + crossing + notANumber
    const mesh = body.finish()
    if (!mesh) {
      const message = { zh: '模型没有可用的面，略去', en: 'the model has no usable face; left out' }
      survey.findings.add('error', 'model-empty', message, place)
    } else if (taken.has(asset)) {
      const message = { zh: '模型编号重复，后一个略去', en: 'model id given twice; the later one is left out' }
      survey.findings.add('error', 'duplicate-model', message, place)
    } else {
      taken.add(asset)
      survey.models.push({ ...model, mesh })
      if (left === 0) return
      const message = {
        zh: `略去 ${left} 个面：面积为零 ${empty}，自相交 ${crossing}，坐标非数 ${notANumber}`,
        en: `${left} faces left out: ${empty} without area, ${crossing} crossing themselves, ${notANumber} with a coordinate that is no number`,
      }
      survey.findings.add(crossing + notANumber > 0 ? 'error' : 'warning', 'model-faces', message, place)
    }
  }
}
