import { ASSET_KINDS } from '../../src/domain/asset/asset.ts'
import { LIFECYCLE_STAGES, stageDefinitions } from '../../src/domain/asset/lifecycle.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { sensorKinds } from '../../src/domain/sensing/kinds/index.ts'

/** Rows of one lookup table; `key` are its primary key columns. */
export interface LookupTable {
  readonly table: string
  readonly key: readonly string[]
  readonly rows: readonly Readonly<Record<string, string | number>>[]
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
    table: 'stage',
    key: ['id'],
    rows: LIFECYCLE_STAGES.map((id, position) => {
      const { name } = stageDefinitions[id]
      return { id, position, name_zh: name.zh, name_en: name.en }
    }),
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
