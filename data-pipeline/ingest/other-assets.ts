import { assetId } from '../../src/domain/ids.ts'
import type { Survey, SurveyDevice, SurveyModel, SurveyStructure } from '../survey.ts'
import type { AssetIds } from './asset-ids.ts'

/** An asset that is no line and no point: they are few, and handled once for the whole city. */
export interface OtherAsset {
  readonly id: string
  /** 0 until it is numbered, where no earlier build did */
  readonly gid: number
  readonly discipline: string
  readonly of:
    | {
        readonly type: 'device'
        readonly device: SurveyDevice
        /** running numbers of its points */
        readonly ends: readonly [start: number, end: number]
      }
    | { readonly type: 'structure'; readonly structure: SurveyStructure }
    | { readonly type: 'model'; readonly model: SurveyModel }
}

/** Devices, structures and models of a survey by their ids; one whose id is taken is reported and left out. */
export function otherAssets(survey: Survey, ids: AssetIds): OtherAsset[] {
  const { city, devices, structures, models, points, findings } = survey
  const found: OtherAsset[] = []
  const take = (
    discipline: string,
    key: string,
    record: SurveyDevice | SurveyStructure | SurveyModel,
    of: OtherAsset['of'],
  ) => {
    const gid = ids.claim(discipline, key)
    if (gid >= 0) found.push({ id: assetId(city, discipline, key), gid, discipline, of })
    else {
      const message = {
        zh: '编号与本专业另一对象相同，后一个略去',
        en: 'its key is that of another asset; the later is left out',
      }
      const assets = [`${discipline}/${key}`]
      findings.add('error', 'duplicate-key', message, { ...record.source, value: key, assets })
    }
  }
  for (const device of devices) {
    const { discipline, kind, key, startPoint, endPoint } = device
    const ends = [points.find(discipline, startPoint), points.find(discipline, endPoint)] as const
    take(discipline, `${kind}-${key}`, device, { type: 'device', device, ends })
  }
  for (const structure of structures)
    take(structure.discipline, structure.key, structure, { type: 'structure', structure })
  for (const model of models) take(model.discipline, model.key, model, { type: 'model', model })
  return found
}
