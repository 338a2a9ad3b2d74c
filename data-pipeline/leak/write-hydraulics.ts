import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PackedTexts } from '../../src/domain/formats/packed-texts.ts'
import { assetId } from '../../src/domain/ids.ts'
import { encodeHydraulics, type Hydraulics } from '../../src/domain/leak/hydraulics-file.ts'
import type { LeakPlan } from '../../src/domain/leak/leak-plan.ts'
import type { Localized } from '../../src/domain/localized.ts'
import type { PackedNetwork } from '../../src/domain/network/network-file.ts'
import type { ToldParts } from '../publish/told-parts.ts'
import type { Survey } from '../survey.ts'
import { numberHydraulics } from './number-hydraulics.ts'

const WHY = {
  none: {
    zh: '没有水力模型（用水量时变化模式、水泵曲线、水池）：按平均用水量计算',
    en: 'no hydraulic model (patterns of the day, pump curves, tanks): demands are means',
  },
  several: {
    zh: '有多个水力模型文件，无法确定采用哪一个，均未采用',
    en: 'several files tell a hydraulic model: none is taken',
  },
  rules: { zh: '水力模型中的规则（[RULES]）未采用', en: 'rules of the hydraulic model are not taken' },
  elsewhere: {
    zh: '水力模型与普查两端不同的管段：模型按其自身计算',
    en: 'links that end elsewhere in the hydraulic model than in the survey: computed as the model has them',
  },
} as const satisfies Record<string, Localized>

/** A network's model in the files of leaks, and the points that it tells of, by asset id. */
export interface WrittenHydraulics {
  /** none = the survey has no model of it */
  readonly hydraulics?: LeakPlan['networks'][number]['hydraulics']
  readonly nodes: ReadonlySet<string>
}

/**
 * Writes `hydraulics-<discipline>.bin` where the survey has one model of the network, and tells what is missing.
 *
 * @param directory  of the internal grade, with a folder `leak`
 */
export async function writeHydraulics(
  { city, hydraulics }: Pick<Survey, 'city' | 'hydraulics'>,
  { discipline, nodeId, linkId, from, to }: PackedNetwork,
  missing: ToldParts,
  directory: string,
): Promise<WrittenHydraulics> {
  const [own, other] = hydraulics.filter((each) => each.discipline === discipline)
  if (!own || other) {
    if (discipline === 'water') missing.whole(discipline, own ? WHY.several : WHY.none)
    return { nodes: new Set() }
  }
  const numbersOf = (ids: PackedNetwork['nodeId']) => {
    const texts = 'bytes' in ids ? new PackedTexts(ids) : ids
    return new Map(Array.from({ length: texts.length }, (_, n) => [texts.at(n) ?? '', n]))
  }
  const [nodes, links] = [numbersOf(nodeId), numbersOf(linkId)]
  const idOf = (key: string) => assetId(city, discipline, key)
  const { model, elsewhere } = numberHydraulics(own.keyed, {
    ...{ node: (key) => nodes.get(idOf(key)), link: (key) => links.get(idOf(key)) },
    ...{ from, to },
  })
  if (own.keyed.rules > 0) {
    const tell = missing.each(discipline, WHY.rules)
    for (let rule = 0; rule < own.keyed.rules; rule++) tell(() => idOf(model.source))
  }
  for (const key of elsewhere) missing.add(discipline, WHY.elsewhere, idOf(key))
  const path = `leak/hydraulics-${discipline}.bin`
  await writeFile(join(directory, path), encodeHydraulics(model))
  return { hydraulics: { path, hasPatterns: hasPatterns(model) }, nodes: new Set(own.keyed.nodeKey.map(idOf)) }
}

/** Do demands or heads change by the hour? */
function hasPatterns({ patterns }: Hydraulics): boolean {
  return patterns.some((factors) => factors.some((factor) => factor !== factors[0]))
}
