import { PARTIES, partyNames } from '../../src/domain/access/parties.ts'
import { ASSET_KINDS } from '../../src/domain/asset/asset.ts'
import { LIFECYCLE_STAGES, stageDefinitions } from '../../src/domain/asset/lifecycle.ts'
import { OPERATION_KINDS, operationKindNames } from '../../src/domain/asset/operation-kinds.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { sensorKinds } from '../../src/domain/sensing/kinds/index.ts'

/** Rows of one lookup table; `key` are its primary key columns. */
export interface LookupTable {
  readonly table: string
  readonly key: readonly string[]
  readonly rows: readonly Readonly<Record<string, string | number>>[]
  /** SQL condition on `t`: rows that people edited, which stay */
  readonly kept?: string
}

/** The registries of src/domain as rows, parents first. */
export const lookupTables: readonly LookupTable[] = [
  {
    table: 'discipline',
    key: ['id'],
    rows: disciplines.map(({ id, name }, position) => ({ id, position, name_zh: name.zh, name_en: name.en })),
  },
  { table: 'asset_kind', key: ['id'], rows: ASSET_KINDS.map((id, position) => ({ id, position })) },
  {
    table: 'sensor_kind',
    key: ['id'],
    rows: sensorKinds.map(({ id, name, unit }) => ({ id, name_zh: name.zh, name_en: name.en, unit })),
  },
  {
    table: 'kind_threshold',
    key: ['kind', 'grade', 'direction'],
    kept: 't.edited_at is not null',
    rows: sensorKinds.flatMap(({ id, thresholds }) => thresholds.map((threshold) => ({ kind: id, ...threshold }))),
  },
  {
    table: 'stage',
    key: ['id'],
    rows: LIFECYCLE_STAGES.map((id, position) => {
      const { name } = stageDefinitions[id]
      return { id, position, name_zh: name.zh, name_en: name.en }
    }),
  },
  {
    table: 'operation_kind',
    key: ['id'],
    rows: OPERATION_KINDS.map((id, position) => {
      const { zh, en } = operationKindNames[id]
      return { id, position, name_zh: zh, name_en: en }
    }),
  },
  {
    table: 'party',
    key: ['id'],
    rows: PARTIES.map((id, position) => ({ id, position, name_zh: partyNames[id].zh, name_en: partyNames[id].en })),
  },
  {
    table: 'required_document',
    key: ['stage', 'kind'],
    rows: LIFECYCLE_STAGES.flatMap((stage) =>
      stageDefinitions[stage].requiredDocuments.map(({ kind, name }, position) => ({
        stage,
        kind,
        position,
        name_zh: name.zh,
        name_en: name.en,
      })),
    ),
  },
]
