import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readListed } from './a-read-survey.ts'

const gml = (id: string) => `<core:CityModel xmlns:core="c" xmlns:gml="g" xmlns:uro="u">
<gml:boundedBy><gml:Envelope srsName="http://www.opengis.net/def/crs/EPSG/0/10169"/></gml:boundedBy>
<core:cityObjectMember><uro:WaterPipe gml:id="${id}"><frn:lod1Geometry xmlns:frn="f"><gml:Polygon><gml:exterior><gml:LinearRing>
<gml:posList>158000 22000 5 158000 22020 5 158010 22020 5 158000 22000 5</gml:posList>
</gml:LinearRing></gml:exterior></gml:Polygon></frn:lod1Geometry></uro:WaterPipe></core:cityObjectMember></core:CityModel>`
const cityJson = {
  type: 'CityJSON',
  version: '2.0',
  CityObjects: { b: { type: 'Bridge', geometry: [{ type: 'MultiSurface', lod: '1', boundaries: [[[0, 1, 2]]] }] } },
  vertices: [
    [22_000, 158_000, 5],
    [22_020, 158_000, 5],
    [22_020, 158_010, 6],
  ],
}

async function read(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-models-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return await readListed({ sources: [folder], name: 'town' })
}

test('a folder of many formats is read whole, and each broken file is one finding', async () => {
  const survey = await read({
    'a.gml': gml('a'),
    'b-broken.gml': gml('b').slice(0, 300),
    'c.json': JSON.stringify(cityJson),
    'd-broken.city.json': JSON.stringify(cityJson).slice(0, -20),
    'e-broken.ifc': 'ISO-10303-21;',
    'f-broken.xml': '<LandXML><PipeNetworks>',
    'g-broken.inp': '[JUNCTIONS]\n A 1\n[PIPES]\n p A B 1 1 1\n',
  })
  expect(survey.models.map(({ key }) => key)).toEqual(['a', 'b'])
  // files without a reference of their own lie in the plane of the first that has one
  expect(survey.models[1]?.mesh.positions[0]).toBeCloseTo(survey.models[0]?.mesh.positions[0] ?? 0, 3)
  const errors = survey.findings.list.filter(({ severity }) => severity === 'error')
  expect(errors.map(({ file, rule }) => `${file} ${rule}`).sort()).toEqual([
    'b-broken.gml bad-xml',
    'd-broken.city.json bad-json',
    'e-broken.ifc bad-ifc',
    'f-broken.xml bad-xml',
    'g-broken.inp missing-section',
  ])
})

test('a file of another kind behind a known ending is told as unread', async () => {
  const survey = await read({ 'a.gml': gml('a'), 'notes.xml': '<notes/>' })
  expect(survey.models.length).toBe(1)
  expect(survey.findings.list).toContainEqual(expect.objectContaining({ rule: 'unknown-format', value: 'notes.xml' }))
})
