import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { checkCity } from '../../data-pipeline/build.ts'
import { benchFolder } from './bench-folder.ts'

const folder = join(benchFolder, 'pipeline')
const LOCAL = { crs: 'local', anchor: { lon: 120.3, lat: 36.1 }, vertical: 'local' }

/** What the READMEs of outside data say of their faults; they were counted by independent scripts. */
describe.runIf(existsSync(folder))('faults of outside data', () => {
  const check = (file: string, options: object = LOCAL) => checkCity({ sources: [join(folder, file)], ...options })
  const countOf = ({ rules }: Awaited<ReturnType<typeof checkCity>>, name: string) =>
    rules.reduce((sum, { rule, total }) => sum + (rule === name ? total : 0), 0)

  test('five conduits of the SWMM networks rise', async () => {
    let rising = 0
    for (const file of ['user1', 'user2', 'user3', 'user5', 'CoS-Reduced-Inlets'])
      rising += countOf(await check(`swmm-usepa/${file}.inp`), 'adverse-slope')
    expect(rising).toBe(5)
  })

  test('243 pipes of Piave rise, 517 are level', async () => {
    const report = await check('hydromt-piave', { crs: 'EPSG:3857', vertical: 'egm96', name: 'piave' })
    expect(countOf(report, 'adverse-slope')).toBe(243)
    expect(report.facts).toMatchObject({ 'gravity lines rising': 243, 'gravity lines level': 517 })
  })

  test('one node of exnet is isolated', async () => {
    expect(countOf(await check('epanet/exnet.inp'), 'isolated-point')).toBe(1)
  })

  test('the elevation 0 of ky10, among hills, is a missing one', async () => {
    const report = await check('epanet/ky10.inp')
    const text = await readFile(join(folder, 'epanet/ky10.inp'), 'utf8')
    const junctions = text.slice(text.indexOf('[JUNCTIONS]'), text.indexOf('[RESERVOIRS]')).split('\n')
    const zeros = junctions.filter((line) => /^\s*[^;[\s]\S*\s+0(\.0*)?[\s;]/.test(line))
    expect(countOf(report, 'zero-elevation')).toBe(zeros.length)
    expect(zeros.length).toBeGreaterThan(0)
    // ends of pumps and valves are joined, if not by lines
    expect(countOf(report, 'isolated-point') + countOf(report, 'duplicate-place')).toBe(0)
  })

  test('20 of the 97 lengths that teksi records differ from the drawing', async () => {
    const text = await readFile(join(folder, 'teksi-dss/test-dataset-DSS.xtf'), 'utf8')
    const reaches = [...text.matchAll(/\.Haltung TID="([^"]+)">(.*?)<\/[^>]*\.Haltung>/gs)]
    // INTERLIS itself is refused: its reaches as GeoJSON, as a converter would give them
    const features = reaches.map(([, id, body = '']) => {
      const coordinates = [...body.matchAll(/<C1>(.*?)<\/C1>\s*<C2>(.*?)<\/C2>/g)].map(([, x, y]) => [
        Number(x),
        Number(y),
      ])
      const length = /<LaengeEffektiv>(.*?)</.exec(body)?.[1]
      const properties = { id, ...(length === undefined ? {} : { length: Number(length) }) }
      return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates } }
    })
    const directory = await mkdtemp(join(tmpdir(), 'lifeline-teksi-'))
    onTestFinished(() => rm(directory, { recursive: true }))
    const path = join(directory, 'reaches.geojson')
    await writeFile(path, JSON.stringify({ type: 'FeatureCollection', features }))
    // LV95 as a plane: lengths are judged, not places
    const report = await checkCity({ sources: [path], ...LOCAL, name: 'teksi' })
    expect(report.counts.lines).toBe(102)
    expect(countOf(report, 'length-differs')).toBe(20)
  })
})
