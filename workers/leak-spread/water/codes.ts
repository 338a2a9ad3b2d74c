/**
 * Codes of the EPANET 2.3 toolkit that epanet-js's own lists end before, and those used beside them. As `number`, because a
 * literal that its enum lacks does not compile.
 *
 * @source  OWA EPANET 2.3.5, include/epanet2_enums.h
 */
export const NODE: Readonly<Record<NodeCode, number>> = {
  elevation: 0,
  baseDemand: 1,
  emitter: 3,
  initialQuality: 4,
  sourceQuality: 5,
  sourceType: 7,
  tankLevel: 8,
  demand: 9,
  head: 10,
  quality: 12,
  minimumLevel: 20,
  emitterFlow: 29,
  leakageFlow: 30,
  demandFlow: 31,
  fullDemand: 32,
}

export const LINK: Readonly<Record<LinkCode, number>> = {
  diameter: 0,
  length: 1,
  roughness: 2,
  minorLoss: 3,
  initialStatus: 4,
  bulkDecay: 6,
  wallDecay: 7,
  flow: 8,
  status: 11,
  leakArea: 26,
  leakExpansion: 27,
}

export const OPTION: Readonly<Record<OptionCode, number>> = {
  trials: 0,
  accuracy: 1,
  emitterExponent: 3,
  demandMultiplier: 4,
  specificGravity: 12,
  extraTrials: 14,
  emitterBackflow: 24,
  pressureUnits: 25,
}

export const TIME: Readonly<Record<TimeCode, number>> = {
  duration: 0,
  hydraulicStep: 1,
  qualityStep: 2,
  patternStep: 3,
  patternStart: 4,
  reportStep: 5,
}

/** of EN_AnalysisStatistic */
export const STATISTIC = { iterations: 0, relativeError: 1 } as const

export const LINK_TYPE = { checkValve: 0, pipe: 1, pump: 2 } as const

type NodeCode =
  | 'elevation'
  | 'baseDemand'
  | 'emitter'
  | 'initialQuality'
  | 'sourceQuality'
  | 'sourceType'
  | 'tankLevel'
  | 'demand'
  | 'head'
  | 'quality'
  | 'minimumLevel'
  | 'emitterFlow'
  | 'leakageFlow'
  | 'demandFlow'
  | 'fullDemand'
type LinkCode =
  | 'diameter'
  | 'length'
  | 'roughness'
  | 'minorLoss'
  | 'initialStatus'
  | 'bulkDecay'
  | 'wallDecay'
  | 'flow'
  | 'status'
  | 'leakArea'
  | 'leakExpansion'
type OptionCode =
  | 'trials'
  | 'accuracy'
  | 'extraTrials'
  | 'emitterExponent'
  | 'demandMultiplier'
  | 'specificGravity'
  | 'emitterBackflow'
  | 'pressureUnits'
type TimeCode = 'duration' | 'patternStep' | 'hydraulicStep' | 'qualityStep' | 'patternStart' | 'reportStep'
