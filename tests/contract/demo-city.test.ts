import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { validateBytes } from 'gltf-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCity, checkCity } from '../../data-pipeline/build.ts'
import { writeDemoCity } from '../../data-pipeline/synth/write-demo-city.ts'
import { checkPaths } from '../../data-pipeline/tile/conformance/check-paths.ts'
import { decodeFloodGround, type FloodGround } from '../../src/domain/inundation/flood-ground.ts'
import { floodPlanSchema } from '../../src/domain/inundation/flood-plan.ts'
import { leakPlanSchema } from '../../src/domain/leak/leak-plan.ts'
import { decodePipes } from '../../src/domain/leak/pipe-file.ts'
import { decodeSpaces } from '../../src/domain/leak/space-file.ts'
import { decodeNetwork } from '../../src/domain/network/network-file.ts'
import { readInp } from '../../workers/inundation/network/inp/read.ts'

interface Defect {
  readonly asset: string
  /** lines that lead to it and are spoilt with it */
  readonly touches: readonly string[]
}
interface Truth {
  readonly data: readonly { readonly file: string; readonly key: string }[]
  readonly clearance: readonly (Defect & { readonly against: readonly string[]; readonly gap_m: number })[]
  readonly gasNearSewer: Truth['clearance']
  readonly cover: readonly (Defect & { readonly cover_m: number })[]
  readonly stagesOutOfOrder: readonly { readonly project: string; readonly stage: string }[]
  /** rule → assets that its findings must name */
  readonly faults: Readonly<Record<string, readonly string[]>>
}
interface BuildReport {
  readonly findings: readonly {
    readonly severity: string
    readonly rule: string
    readonly message: { readonly zh: string }
    readonly file: string
    readonly value: number
    readonly clause: string | null
    readonly isExample: boolean
    readonly assets: readonly string[]
  }[]
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

  it('has ground under the whole of it', async () => {
    const manifest = JSON.parse(await readFile(join(root, 'first', 'public', 'demo', 'city.json'), 'utf8'))
    expect(manifest.terrainTiles.filled).toBe(0)
  })

  it('has a flood to compute whose sewers all lie in its ground, at the levels of the survey', async () => {
    const build = join(root, 'first', 'data', 'demo', 'build')
    const plan = floodPlanSchema.parse(JSON.parse(await readFile(join(build, 'flood/flood.json'), 'utf8')))
    expect(plan.grids.map(({ size, unknown }) => [size, unknown])).toEqual([
      [2, 0],
      [4, 0],
    ])
    const inp = readInp(await readFile(join(build, plan.drainage?.path ?? ''), 'utf8'), 'drainage.inp')
    if (!inp.ok) throw new Error(inp.failure.detail)
    expect([...inp.value.nodes].length).toBeGreaterThan(1000)
    const bytes = await readFile(join(build, plan.grids[1]?.path ?? ''))
    const { columns, rows, size, west, south, bed } = decodeFloodGround(new Uint8Array(bytes).buffer)
    const groundAt = ([x, y]: readonly [number, number]) => {
      const [column, row] = [Math.floor((x - west) / size), Math.floor((y - south) / size)]
      return column >= 0 && column < columns && row >= 0 && row < rows ? bed[row * columns + column] : undefined
    }
    const ids = new Set(Array.from(inp.value.nodes, ({ id }) => id))
    const { openings = [], outfalls = [] } = plan.drainage ?? {}
    expect(openings.filter(({ node }) => !ids.has(node))).toEqual([])
    // half a cell of the steepest street, the ramp of the underpass, and of the banks
    const off = openings.filter(({ at, rim_m }) => !(Math.abs((groundAt(at) ?? Number.NaN) - rim_m) < 0.5))
    expect(off).toEqual([])
    expect(outfalls.filter(({ at, water }) => groundAt(at) === undefined || water === null)).toEqual([])
    expect(plan.drainage?.pumps).toHaveLength(6)
    expect(plan.drainage?.gates.map(({ name }) => name)).toEqual(['灯塔街挡潮闸(示例)'])
  })

  it('has leaks to compute: pipes that lie where their links do, and spaces that touch where they open into each other', async () => {
    const build = join(root, 'first', 'data', 'demo', 'build')
    const plan = leakPlanSchema.parse(JSON.parse(await readFile(join(build, 'leak/leak.json'), 'utf8')))
    const open = async (path: string) => new Uint8Array(await readFile(join(build, path))).buffer
    expect(plan.networks.map(({ discipline }) => discipline)).toEqual(['water', 'gas', 'heat', 'storm', 'sewer'])
    for (const { discipline, pipes: path } of plan.networks) {
      const [network, pipes] = [decodeNetwork(await open(`network/${discipline}.bin`)), decodePipes(await open(path))]
      expect(pipes.length).toHaveLength(network.from.length)
      // the height of a node is the mean of what meets there; most meet in one level, of drains where their sizes agree
      const off = Array.from(network.from, (node, link) =>
        Math.abs((network.nodeHeight[node] ?? 0) - (pipes.fromLevel[link] ?? 0)),
      )
      const isDrain = discipline === 'storm' || discipline === 'sewer'
      expect(off.filter((metres) => metres < 0.2).length).toBeGreaterThan((isDrain ? 0.5 : 0.9) * off.length)
      // hung under bridges
      if (!isDrain) expect(pipes.isAbove).toContain(1)
    }
    const { id, x, y, otherX, otherY, from, to, hasSensor } = decodeSpaces(await open(plan.spaces ?? ''))
    const ends = (space: number) => [[x[space], y[space]] as const, [otherX[space], otherY[space]] as const]
    const apart = Array.from(from, (one, passage) =>
      Math.min(
        ...ends(one).flatMap(([a = 0, b = 0]) =>
          ends(to[passage] ?? -1).map(([c = 0, d = 0]) => Math.hypot(a - c, b - d)),
        ),
      ),
    )
    expect(apart.length).toBeGreaterThan(8000)
    expect(Math.max(...apart)).toBeLessThan(0.01)
    expect(plan.methane).toHaveLength(180)
    expect(plan.methane.filter(({ space }) => hasSensor[id.indexOf(space)] !== 1)).toEqual([])
  })

  it('has an underpass that holds water, and a metro entry in a hollow', async () => {
    const build = join(root, 'first', 'data', 'demo', 'build')
    const plan = floodPlanSchema.parse(JSON.parse(await readFile(join(build, 'flood/flood.json'), 'utf8')))
    const bytes = await readFile(join(build, plan.grids[1]?.path ?? ''))
    const ground = decodeFloodGround(new Uint8Array(bytes).buffer)
    const filled = filledLevels(ground)
    const depthAt = (id: string) => {
      const entry = plan.entries.find((one) => one.id === id)
      const [x, y] = entry?.at ?? [0, 0]
      const column = Math.floor((x - ground.west) / ground.size)
      return (
        (filled[Math.floor((y - ground.south) / ground.size) * ground.columns + column] ?? 0) - (entry?.sill_m ?? 0)
      )
    }
    expect(depthAt('EN05')).toBeGreaterThan(1.5)
    expect(depthAt('EN03')).toBeGreaterThan(0)
  })
})

/** Level to which each cell fills before water leaves it over the rim of the grid: relaxed from below a high start. */
function filledLevels({ columns, rows, bed }: FloodGround): Float32Array {
  const level = bed.map((own, cell) => {
    const [column, row] = [cell % columns, Math.floor(cell / columns)]
    const isRim = column === 0 || row === 0 || column === columns - 1 || row === rows - 1
    return isRim ? own : Number.POSITIVE_INFINITY
  })
  for (let isMoving = true; isMoving; ) {
    isMoving = false
    for (const step of [1, -1])
      for (let at = step > 0 ? 0 : bed.length - 1; at >= 0 && at < bed.length; at += step) {
        const lowest = Math.min(...[1, -1, columns, -columns].map((way) => level[at + way] ?? Number.POSITIVE_INFINITY))
        const next = Math.max(bed[at] ?? 0, lowest)
        if (next < (level[at] ?? 0)) {
          level[at] = next
          isMoving = true
        }
      }
  }
  return level
}

/** What a check of the demo city must and must not say, by the generator's own record of what it spoilt. */
describe('the check of the demo city', () => {
  const [clearances, covers] = [/^clearance-(horizontal|vertical|uncertain)$/, /^cover(-uncertain)?$/]
  let [truth, report]: [Truth | null, BuildReport['findings']] = [null, []]
  beforeAll(async () => {
    const root = await mkdtemp(join(tmpdir(), 'demo-check-'))
    await writeDemoCity(root)
    truth = JSON.parse(await readFile(join(root, 'truth.json'), 'utf8'))
    report = (await checkCity({ sources: [root] })).findings as BuildReport['findings']
    await rm(root, { recursive: true })
  })
  const about = (rule: RegExp, ...assets: string[]) =>
    report.filter((finding) => rule.test(finding.rule) && assets.every((asset) => finding.assets.includes(asset)))

  it('finds every line that lies too near to others, with its gap to a centimetre', () => {
    for (const { asset, against, gap_m } of [...(truth?.clearance ?? []), ...(truth?.gasNearSewer ?? [])])
      for (const other of against) {
        const [found] = about(clearances, asset, other)
        expect(Math.abs((found?.value ?? Number.NaN) - gap_m), `${asset} ${other}`).toBeLessThan(0.01)
      }
  })

  it('names the clause where the limit was verified, and says of any other that it is an example', () => {
    for (const { clause, isExample } of about(clearances)) expect(isExample).toBe(clause === null)
    for (const { asset, against } of truth?.gasNearSewer ?? [])
      expect(about(clearances, asset, against[0] ?? '')[0]?.clause).toContain('GB 50289-2016')
  })

  it('finds every line with too little cover', () => {
    for (const { asset, cover_m } of truth?.cover ?? [])
      expect(about(covers, asset)[0]?.value, asset).toBeCloseTo(cover_m, 2)
  })

  it('finds every seeded fault of records, levels, sizes, joins and buildings once, by its rule', () => {
    const faults = Object.entries(truth?.faults ?? {})
    expect(faults.length).toBeGreaterThan(20)
    const counts = faults.flatMap(([rule, assets]) =>
      assets.map((asset) => [rule, asset, about(new RegExp(`^${rule}$`), asset).length]),
    )
    expect(counts.filter(([, , count]) => count !== 1)).toEqual([])
  })

  it('finds every project whose stages are out of order, and no other', () => {
    const told = about(/^stage-dates$/).map(({ message }) => message.zh.split(' ')[0])
    expect(told.sort()).toEqual(truth?.stagesOutOfOrder.map(({ project }) => project).sort())
  })

  it('finds no fault of these kinds where none was made, nor any other in the network', () => {
    const spoilt = [...(truth?.clearance ?? []), ...(truth?.gasNearSewer ?? []), ...(truth?.cover ?? [])]
    const known = new Set(spoilt.flatMap(({ asset, touches }) => [asset, ...touches]))
    for (const { key, file } of truth?.data ?? []) known.add(`${file} ${key}`)
    const isKnown = (rule: string, file: string, id: string) =>
      known.has(id) || known.has(`${file} ${id.split('/').at(-1)}`) || truth?.faults[rule]?.includes(id)
    const others = report.filter(
      ({ severity, rule, assets, file }) =>
        severity === 'warning' && rule !== 'stage-dates' && !assets.some((id) => isKnown(rule, file, id)),
    )
    expect(others).toEqual([])
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
