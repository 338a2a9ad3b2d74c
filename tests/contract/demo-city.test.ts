import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { validateBytes } from 'gltf-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCity } from '../../data-pipeline/build.ts'
import { writeDemoCity } from '../../data-pipeline/synth/write-demo-city.ts'
import { checkPaths } from '../../data-pipeline/tile/conformance/check-paths.ts'

interface Truth {
  readonly data: readonly { readonly file: string; readonly key: string }[]
}
interface BuildReport {
  readonly findings: readonly { readonly severity: string; readonly file: string; readonly assets: readonly string[] }[]
}

/** The demo city from its generator through the pipeline, twice. */
describe('the demo city', () => {
  let root = ''
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'demo-city-'))
    for (const run of ['first', 'second']) {
      const survey = join(root, run, 'survey')
      await writeDemoCity(survey)
      await buildCity({
        sources: [survey],
        dataDirectory: join(root, run, 'data'),
        publicDirectory: join(root, run, 'public'),
      })
    }
  })
  afterAll(() => rm(root, { recursive: true, force: true }))

  it('is the same bytes each time', async () => {
    expect(await contents(join(root, 'second'))).toEqual(await contents(join(root, 'first')))
  })

  it('has no tile that either judge complains of', async () => {
    const folders = [join(root, 'first', 'data', 'demo', 'build'), join(root, 'first', 'public')]
    const own = await checkPaths(folders, () => {})
    expect(own.findings).toEqual([])
    expect(own.features).toBeGreaterThan(15_000)

    const tiles = (await files(join(root, 'first'))).filter((file) => file.endsWith('.glb'))
    for (const tile of tiles) {
      const { issues } = await validateBytes(new Uint8Array(await readFile(tile)), { maxIssues: 20 })
      expect({ tile, issues: issues.messages.filter(({ severity }) => severity < 2) }).toEqual({ tile, issues: [] })
    }
  })

  it('has each faulty row that was put in reported, and no other row', async () => {
    const truth: Truth = JSON.parse(await readFile(join(root, 'first', 'survey', 'truth.json'), 'utf8'))
    const report: BuildReport = JSON.parse(
      await readFile(join(root, 'first', 'data', 'demo', 'build', 'report.json'), 'utf8'),
    )
    const reported = report.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ file, assets }) => `${file} ${assets[0]?.split('/').at(-1)}`)
    expect(new Set(reported)).toEqual(new Set(truth.data.map(({ file, key }) => `${file} ${key}`)))
  })
})

async function files(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** File → its bytes in base64, by path within the folder. */
async function contents(folder: string): Promise<Record<string, string>> {
  const read = (await files(folder))
    .sort()
    .map(async (file) => [relative(folder, file), (await readFile(file)).toString('base64')] as const)
  return Object.fromEntries(await Promise.all(read))
}
