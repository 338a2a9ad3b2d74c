import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readListed } from '../a-read-survey.ts'

const PLANE = 'http://www.opengis.net/def/crs/EPSG/0/10169'
const DEGREES = 'http://www.opengis.net/def/crs/EPSG/0/6697'

function cityModel(members: string, srsName = PLANE): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<core:CityModel xmlns:core="c" xmlns:gml="g" xmlns:uro="u" xmlns:frn="f" xmlns:tun="t" xmlns:xlink="x">
<gml:boundedBy><gml:Envelope srsName="${srsName}" srsDimension="3"/></gml:boundedBy>${members}
</core:CityModel>`
}

const member = (type: string, id: string, content: string) =>
  `<core:cityObjectMember><uro:${type} gml:id="${id}">${content}</uro:${type}></core:cityObjectMember>`

const polygon = (posList: string, id = 'p', holes: readonly string[] = []) =>
  `<gml:surfaceMember><gml:Polygon gml:id="${id}"><gml:exterior><gml:LinearRing><gml:posList>${posList}</gml:posList></gml:LinearRing></gml:exterior>${holes
    .map((hole) => `<gml:interior><gml:LinearRing><gml:posList>${hole}</gml:posList></gml:LinearRing></gml:interior>`)
    .join('')}</gml:Polygon></gml:surfaceMember>`

const surfaces = (level: number, content: string) =>
  `<frn:lod${level}Geometry><gml:MultiSurface>${content}</gml:MultiSurface></frn:lod${level}Geometry>`

/** A square 10 m north and 20 m east, at H 5; north is the first number. */
const SQUARE = '158000 22000 5 158000 22020 5 158010 22020 5 158010 22000 5 158000 22000 5'
const HOLE = '158002 22002 5 158004 22002 5 158004 22004 5 158002 22004 5 158002 22002 5'
const pipe = (id: string, content = surfaces(1, polygon(SQUARE))) => member('WaterPipe', id, content)

async function read(files: Readonly<Record<string, string>>, options: object = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-citygml-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const gml = Object.keys(files).filter((name) => name.endsWith('.gml'))
  return await readListed({ sources: gml.map((name) => join(folder, name)), name: 'town', ...options })
}

async function readOne(members: string, options: { level?: number } = {}) {
  return await read({ 'town.gml': cityModel(members) }, options)
}

const rulesOf = (survey: Awaited<ReturnType<typeof read>>) =>
  survey.findings.list.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule)

describe('a CityGML file', () => {
  test('in a plane system has north first, and declares its datum', async () => {
    const survey = await readOne(pipe('a'))
    expect(survey).toMatchObject({ vertical: 'JGD2011', crs: { name: 'EPSG:6676' }, models: [{ discipline: 'water' }] })
    const places = [...(survey.models[0]?.mesh.positions ?? [])]
    const corners = [0, 3, 6, 9].map((at) => survey.crs.fromLonLat(places[at] ?? 0, places[at + 1] ?? 0))
    expect(corners).toContainEqual([expect.closeTo(22_020, 6), expect.closeTo(158_000, 6)])
    expect(places.filter((_, index) => index % 3 === 2)).toEqual([5, 5, 5, 5])
  })

  test('in degrees has latitude first', async () => {
    const posList = '35.1 139.1 -3 35.1 139.2 -3 35.2 139.2 -5 35.1 139.1 -3'
    const survey = await read({ 'town.gml': cityModel(pipe('a', surfaces(1, polygon(posList))), DEGREES) })
    expect([...(survey.models[0]?.mesh.positions ?? [])].join()).toContain('139.2,35.2,-5')
  })

  test('gives the finest level of detail, or the one that is asked for', async () => {
    const wall = '158000 22000 5 158000 22020 5 158000 22020 9 158000 22000 5'
    const both = pipe('a', surfaces(1, polygon(SQUARE)) + surfaces(3, polygon(wall, 'w')))
    expect((await readOne(both)).models[0]?.attributes.lod).toBe(3)
    expect((await readOne(both, { level: 2 })).models[0]?.attributes.lod).toBe(1)
  })

  test('keeps holes, follows links within a feature once, and draws no virtual surface', async () => {
    const solid =
      '<frn:lod2Solid><gml:surfaceMember xlink:href="#p"/><gml:surfaceMember xlink:href="#v"/></frn:lod2Solid>'
    const walls = `<tun:boundedBy><tun:WallSurface gml:id="s">${surfaces(2, polygon(SQUARE, 'p', [HOLE]))}</tun:WallSurface></tun:boundedBy>`
    const mouth = `<tun:boundedBy><tun:ClosureSurface gml:id="c">${surfaces(2, polygon(SQUARE, 'v'))}</tun:ClosureSurface></tun:boundedBy>`
    const survey = await readOne(member('Tunnel', 't', solid + walls + mouth))
    expect(survey.models[0]?.mesh.indices.length).toBe(3 * 8)
    expect(rulesOf(survey)).toEqual([])
  })

  test('has its parts as models of their own', async () => {
    const space = `<tun:interiorHollowSpace><tun:HollowSpace gml:id="h">${surfaces(4, polygon(SQUARE))}</tun:HollowSpace></tun:interiorHollowSpace>`
    const survey = await readOne(
      member('Tunnel', 't', `<gml:name>北隧道</gml:name>${surfaces(4, polygon(SQUARE))}${space}`),
    )
    expect(survey.models.map(({ key, kind, name }) => [key, kind, name])).toEqual([
      ['t', 'Tunnel', '北隧道'],
      ['h', 'HollowSpace', '北隧道'],
    ])
    expect(survey.models[1]?.attributes.parent).toBe('t')
  })

  test('without surfaces becomes lines and points, with no level where it is only a plan', async () => {
    const curve = (heights: readonly number[]) =>
      `<uro:lod0Geometry><gml:MultiCurve><gml:LineString><gml:posList>158000 22000 ${heights[0]} 158030 22040 ${heights[1]}</gml:posList></gml:LineString></gml:MultiCurve></uro:lod0Geometry>`
    const point = '<uro:lod0Geometry><gml:Point><gml:pos>158000 22000 0</gml:pos></gml:Point></uro:lod0Geometry>'
    const survey = await readOne(
      member('SewerPipe', 'plan', `<gml:name>雨水管路</gml:name>${curve([0, 0])}`) +
        member('SewerPipe', 'true', curve([3, 2.5])) +
        member('Manhole', 'well', `<gml:name>汚水マンホール</gml:name>${point}`),
    )
    expect(survey.lines.map(({ discipline, start, end }) => [discipline, start.level, end.level])).toEqual([
      ['storm', null, null],
      ['sewer', 3, 2.5],
    ])
    expect(survey.points).toMatchObject([{ discipline: 'sewer', ground: null, appurtenance: '检查井' }])
    const [from, to] = survey.lines[0]?.path ?? []
    expect(Math.hypot((to?.x ?? 0) - (from?.x ?? 0), (to?.y ?? 0) - (from?.y ?? 0))).toBeCloseTo(50, 6)
  })

  test('keeps codes and adds their names where the code list lies beside', async () => {
    const material =
      '<uro:material codeSpace="../codelists/material.xml">2</uro:material><uro:depth uom="m">4.0</uro:depth>'
    const list = `<gml:Dictionary xmlns:gml="g"><gml:dictionaryEntry><gml:Definition gml:id="d"><gml:description>鋳鉄管</gml:description><gml:name>2</gml:name></gml:Definition></gml:dictionaryEntry></gml:Dictionary>`
    const content = surfaces(1, polygon(SQUARE)) + material
    const named = await read({ 'unf/town.gml': cityModel(pipe('a', content)), 'codelists/material.xml': list })
    expect(named.models[0]?.attributes).toMatchObject({ material: '2', material_name: '鋳鉄管', depth_m: '4.0' })
    const bare = await readOne(pipe('a', content))
    expect(bare.models[0]?.attributes).toMatchObject({ material: '2' })
    expect(bare.findings.list.map(({ rule }) => rule)).toEqual(['codelist-missing'])
  })
})

test('the CRS of the options agrees with the one of the file, and stands in for one that is not there', async () => {
  const options = { crs: 'EPSG:10169', vertical: 'JGD2011' }
  const declared = await read({ 'town.gml': cityModel(pipe('a')) }, options)
  expect(declared.findings.list).toEqual([])
  const bare = await read(
    { 'town.gml': cityModel(pipe('a')).replace(/<gml:boundedBy>.*<\/gml:boundedBy>/, '') },
    options,
  )
  expect(bare.models[0]?.mesh.positions).toEqual(declared.models[0]?.mesh.positions)
})

describe('what is wrong in a CityGML file costs one finding', () => {
  test.each([
    ['a face without area', '158000 22000 5 158000 22010 5 158000 22020 5 158000 22000 5', 'model-faces'],
    [
      'a face that crosses itself',
      '158000 22000 5 158010 22020 5 158010 22000 5 158000 22019 5 158000 22000 5',
      'model-faces',
    ],
    ['a coordinate that is no number', '158000 NaN 5 158000 22010 5 158005 22020 5 158000 NaN 5', 'model-faces'],
  ])('%s', async (_, posList, rule) => {
    const survey = await readOne(pipe('a', surfaces(1, polygon(SQUARE) + polygon(posList, 'bad'))) + pipe('b'))
    expect(rulesOf(survey)).toEqual([rule])
    expect(survey.models.map(({ mesh }) => mesh.indices.length)).toEqual([6, 6])
  })

  test('a link to nowhere, a type that is not taken', async () => {
    const link = '<frn:lod1Geometry><gml:surfaceMember xlink:href="#gone"/></frn:lod1Geometry>'
    const survey = await readOne(pipe('a') + pipe('c', link) + member('Building', 'd', surfaces(1, polygon(SQUARE))))
    expect(rulesOf(survey)).toEqual(['missing-surface'])
    expect(survey.findings.list).toContainEqual(expect.objectContaining({ rule: 'type-not-read', value: 'Building 1' }))
    expect(survey.models.map(({ key }) => key)).toEqual(['a'])
  })

  test('a file that breaks off among good ones', async () => {
    const whole = cityModel(pipe('a') + pipe('b'))
    const survey = await read({
      'broken.gml': whole.slice(0, whole.indexOf('gml:id="b"')),
      'good.gml': cityModel(pipe('c')),
    })
    expect(survey.models.map(({ key }) => key)).toEqual(['a', 'c'])
    expect(survey.findings.list).toMatchObject([{ rule: 'bad-xml', file: 'broken.gml', row: 3, severity: 'error' }])
  })

  test('the only file stops the run when nothing comes of it, or when its heights are above the ellipsoid', async () => {
    expect(rulesOf(await readOne(`${pipe('a')}</oops>`))).toEqual(['bad-xml'])
    await expect(readOne(`</oops>${pipe('a')}`)).rejects.toMatchObject({ finding: { rule: 'bad-xml' } })
    const ellipsoidal = cityModel(pipe('a'), 'http://www.opengis.net/def/crs/EPSG/0/4979')
    await expect(read({ 'town.gml': ellipsoidal })).rejects.toMatchObject({ finding: { rule: 'ellipsoidal-heights' } })
  })
})
