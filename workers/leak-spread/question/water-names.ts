import type { Locale, Localized } from '../../../src/domain/localized.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import type { WaterModel } from '../water/model.ts'

/** Names in the text of a city's network: asset ids are longer than EPANET takes. */
export const nodeName = (node: number) => `n${node}`
/** The node of a name; null = none of the survey's. */
export const nodeNumber = (name: string) => (/^n\d+$/.test(name) ? Number(name.slice(1)) : null)
export const linkName = (link: number) => `l${link}`

/** Numbers in the model of a city's network, by those of the network; −1 = it is not in it. */
export interface ModelNumbers {
  readonly modelNode: Int32Array
  readonly modelLink: Int32Array
}

export function modelNumbers(
  { nodeGid, linkGid }: Pick<NetworkFile, 'nodeGid' | 'linkGid'>,
  { nodeOf, linkOf }: Pick<WaterModel, 'nodeOf' | 'linkOf'>,
): ModelNumbers {
  return {
    modelNode: nodeGid.map((_, node) => nodeOf.get(nodeName(node)) ?? -1),
    modelLink: linkGid.map((_, link) => linkOf.get(linkName(link)) ?? -1),
  }
}

/** Of patterns, by their place; none = steady. */
export function patternName(pattern: number | null): string {
  return pattern === null || pattern < 0 ? '' : `p${pattern}`
}

/** Hours, minutes and seconds as EPANET reads them, of a time [s]. */
export function clockText(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`
}

/** Parts of a model that no asset is meant by, by their place in it; as `water-hydraulics.ts` names them. */
const OF_MODEL: Readonly<Record<string, (place: number) => Localized>> = {
  x: (place) => ({ zh: `模型节点 ${place}`, en: `node ${place} of the model` }),
  pipe: (place) => ({ zh: `模型管段 ${place}`, en: `pipe ${place} of the model` }),
  pump: (place) => ({ zh: `模型水泵 ${place}`, en: `pump ${place} of the model` }),
  valve: (place) => ({ zh: `模型阀门 ${place}`, en: `valve ${place} of the model` }),
}
const NAME = /(?<![\w.~/-])(n|l|s|f|x|pipe|pump|valve)(\d+)(?![\w.])/g

/** A text that EPANET wrote of a city's network: asset ids in place of the names above, a source's for those of its own way in. */
export function assetNames(text: string, { nodeId, linkId }: Pick<NetworkFile, 'nodeId' | 'linkId'>): Localized {
  const named = (locale: Locale) =>
    text.replace(NAME, (name: string, kind: string, at: string) => {
      const ofModel = OF_MODEL[kind]?.(Number(at) + 1)[locale]
      return ofModel ?? ((kind === 'l' ? linkId : nodeId).at(Number(at)) || name)
    })
  return { zh: named('zh'), en: named('en') }
}
