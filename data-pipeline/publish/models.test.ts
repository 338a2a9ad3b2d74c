import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { decodeAssetIndex } from '../../src/domain/asset/asset-index.ts'
import type { TableName } from '../../src/domain/records/rows.ts'
import { buildCity } from '../build.ts'
import { checkPaths } from '../tile/conformance/check-paths.ts'
import { tableRowsOf } from './a-build.ts'

/** A box of 20 × 10 × 3 m, metres east and north of a place in Nagaoka, as the surfaces of a CityGML thing. */
function box(east: number, north: number, level: number): string {
  const at = (x: number, y: number, z: number) => `${158_000 + north + y} ${22_000 + east + x} ${level + z}`
  const faces = [
    [at(0, 0, 0), at(0, 10, 0), at(20, 10, 0), at(20, 0, 0)],
    [at(0, 0, 3), at(20, 0, 3), at(20, 10, 3), at(0, 10, 3)],
    [at(0, 0, 0), at(20, 0, 0), at(20, 0, 3), at(0, 0, 3)],
    [at(0, 10, 0), at(0, 10, 3), at(20, 10, 3), at(20, 10, 0)],
  ]
  const polygons = faces.map(
    (face) =>
      `<gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>${[...face, face[0]].join(' ')}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>`,
  )
  return `<x:lod2Geometry><gml:MultiSurface>${polygons.join('')}</gml:MultiSurface></x:lod2Geometry>`
}

const member = (type: string, id: string, content: string) =>
  `<core:cityObjectMember><x:${type} gml:id="${id}">${content}</x:${type}></core:cityObjectMember>`

async function aModelCity() {
  const root = await mkdtemp(join(tmpdir(), 'lifeline-models-'))
  onTestFinished(() => rm(root, { recursive: true }))
  const room = `<x:interiorBridgeRoom><x:BridgeRoom gml:id="secret-room">${box(2, 2, 6)}</x:BridgeRoom></x:interiorBridgeRoom>`
  const text = `<core:CityModel xmlns:core="c" xmlns:gml="g" xmlns:x="x">
<gml:boundedBy><gml:Envelope srsName="http://www.opengis.net/def/crs/EPSG/0/10169"/></gml:boundedBy>
${member('WaterPipe', 'pipe', `<gml:name>干管</gml:name><x:year>2011</x:year>${box(0, 0, -5)}`)}
${member('Bridge', 'bridge', box(300, 0, 5) + room)}</core:CityModel>`
  await writeFile(join(root, 'town.gml'), text)
  const [dataDirectory, publicDirectory] = [join(root, 'data'), join(root, 'public')]
  const report = await buildCity({ sources: [join(root, 'town.gml')], geoid: 'local', dataDirectory, publicDirectory })
  const build = join(dataDirectory, 'town/build')
  const rows = <Table extends TableName>(table: Table) => tableRowsOf(build, table)
  return { root, report, build, rows, publicFolder: join(publicDirectory, 'town') }
}

test('a model is an asset with its outline in plan, its attributes and its place in the flat extract', async () => {
  const { build, rows, report } = await aModelCity()
  expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([])
  const assets = await rows('asset')
  expect(assets.map(({ id }) => id).sort()).toEqual([
    'town/bridge/bridge',
    'town/bridge/secret-room',
    'town/water/pipe',
  ])
  const pipe = assets.find(({ id }) => id === 'town/water/pipe')
  expect(pipe).toMatchObject({
    kind: 'structure',
    feature: 'WaterPipe',
    name: '干管',
    built_year: 2011,
    length_m: null,
  })
  const outline = /LINESTRING Z \((.*)\)/.exec(pipe?.geometry ?? '')?.[1]?.split(', ') ?? []
  expect(outline.length).toBe(5)
  expect(outline[0]).toBe(outline.at(-1))
  expect(outline[0]).toMatch(/ -3\.5000$/)
  const bytes = await readFile(join(build, 'flat.bin'))
  const index = decodeAssetIndex(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  expect(index.gidOf.get('town/water/pipe')).toBe(pipe?.gid)
})

test('its tiles have no fault, and nobody outside sees more of it than a bridge from outside', async () => {
  const { root, rows, publicFolder } = await aModelCity()
  const tally = await checkPaths([root], () => {})
  expect(tally.findings).toEqual([])
  // inside: pipe, bridge, room; outside: the bridge without its room
  expect(tally.triangles).toBe(3 * 8 + 8)
  const bridges = await readFile(join(publicFolder, 'bridges/tiles/0.glb'))
  expect(bridges.toString('latin1')).not.toMatch(/_GID|secret|Bridge/)
  const cells = await rows('public_cell')
  const told = cells.filter(({ kinds, has_others }) => kinds.length > 0 || has_others)
  // the pipe, one of its kind, is told as another kind; an area of two cells is told together
  expect(told.every(({ has_others, kinds }) => has_others && kinds.length === 0)).toBe(true)
  expect(told.length).toBeGreaterThanOrEqual(2)
})
