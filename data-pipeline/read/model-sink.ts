import type { Finding } from '../check/finding.ts'
import type { ModelMesh, Survey, SurveyModel } from '../survey.ts'
import type { Body } from './body.ts'

export interface ModelSink {
  /** Takes one body; what is wrong with it is one finding. */
  readonly push: (model: Omit<SurveyModel, 'mesh'>, body: Body) => void
  /** Whether `<discipline>/<key>` is new to all files of this sink; a second one is a finding. */
  readonly claim: (asset: string, source: SurveyModel['source']) => boolean
  /** The triangles of a body; null and a finding when it has none, a finding when faces were left out. */
  readonly finish: (body: Body, place: Partial<Finding>) => ModelMesh | null
}

/** Where readers of models push them: one sink a survey, because keys are unique over all its files. */
export function modelSink(survey: Survey): ModelSink {
  const { findings } = survey
  const taken = new Set<string>()
  const claim: ModelSink['claim'] = (asset, { file, row }) => {
    const isNew = !taken.has(asset)
    taken.add(asset)
    if (isNew) return true
    const message = { zh: '编号重复，后一个略去', en: 'id given twice; the later one is left out' }
    findings.add('error', 'duplicate-model', message, { file, row, value: asset, assets: [asset] })
    return false
  }
  const finish: ModelSink['finish'] = (body, place) => {
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
  return {
    claim,
    finish,
    push: (model, body) => {
      const asset = `${model.discipline}/${model.key}`
      const mesh = finish(body, { ...model.source, value: model.key, assets: [asset] })
      if (mesh && claim(asset, model.source)) survey.models.push({ ...model, mesh })
    },
  }
}
