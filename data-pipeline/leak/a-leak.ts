import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { GasGrades } from '../../src/domain/leak/gas-grades.ts'
import { leakPlanSchema } from '../../src/domain/leak/leak-plan.ts'
import { buildCity } from '../build.ts'
import { aSurveyFolder } from '../read/a-survey-folder.ts'

const DISTRICTS = [
  'id,name_zh,name_en,population,office_zh,office_en,phone,wkt',
  'D1,区,Town,1,,,,"POLYGON ((520000 3980000, 540000 3980000, 540000 3995000, 520000 3995000, 520000 3980000))"',
]

interface Given {
  /** rows of tables by their file's name */
  readonly files: Readonly<Record<string, readonly string[]>>
  /** discipline → prefix of its tables, beside the small survey's water */
  readonly networks: Readonly<Record<string, string>>
  /** tables of `files` that are no network */
  readonly tables?: readonly string[]
  readonly hasWater?: boolean
  /** EPANET file beside the survey that tells how its water is driven */
  readonly waterModel?: string
  /** `gasGrades` of survey.json */
  readonly gasGrades?: GasGrades
}

const roots: string[] = []
afterAll(() => Promise.all(roots.map((root) => rm(root, { recursive: true }))))

/** Builds a small survey, for a test of what leaks are computed from. */
export async function aLeak({ files, networks, tables = [], hasWater = true, gasGrades, waterModel }: Given) {
  const root = await mkdtemp(join(tmpdir(), 'lifeline-leak-'))
  roots.push(root)
  const pairs = Object.entries({ ...(hasWater ? { water: 'JS' } : {}), ...networks })
  const texts = Object.entries({ ...files, districts: DISTRICTS }).map(([name, rows]) => [
    `${name}.csv`,
    `${rows.join('\n')}\n`,
  ])
  const source = await aSurveyFolder({
    manifest: {
      ...(gasGrades ? { gasGrades } : {}),
      ...(waterModel === undefined ? {} : { hydraulics: { water: 'model.inp' } }),
      cjj61: pairs.map(([discipline, prefix]) => ({
        ...{ discipline, points: `${prefix}POINT.csv`, lines: `${prefix}LINE.csv` },
      })),
      tables: Object.fromEntries([...tables, 'districts'].map((name) => [name, `${name}.csv`])),
    },
    files: { ...Object.fromEntries(texts), ...(waterModel === undefined ? {} : { 'model.inp': waterModel }) },
  })
  const report = await buildCity({
    sources: [source],
    dataDirectory: join(root, 'data'),
    publicDirectory: join(root, 'public'),
  })
  const build = join(root, 'data/testtown/build')
  const { leak } = JSON.parse(await readFile(join(build, 'city.json'), 'utf8'))
  const open = async (path: string) => {
    const bytes = await readFile(join(build, path))
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  }
  const plan = async () => leakPlanSchema.parse(JSON.parse(await readFile(join(build, leak), 'utf8')))
  return { root, build, leak, open, plan, report }
}
