import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { checkSurvey } from '../check/check-survey.ts'
import { readListed } from './a-read-survey.ts'

const ANCHOR = { lon: 120.3, lat: 36.1 }
const SWMM = `[OPTIONS]
FLOW_UNITS CFS
[JUNCTIONS]
A 100 10
B 98 0
[OUTFALLS]
O 95 FREE
[CONDUITS]
C1 A B 400 0.013 1 *
C2 B O 300 0.013 0 0
[PUMPS]
P1 A O CURVE ON
[XSECTIONS]
C1 CIRCULAR 2 0 0 0 1
C2 RECT_CLOSED 3 4 0 0 1
[COORDINATES]
A 0 0
B 300 0
O 300 400
`

async function aFile(name: string, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-network-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, name), text)
  return join(folder, name)
}

async function readInp(text: string) {
  const sources = [await aFile('town.inp', text)]
  return await readListed({ sources, crs: 'local', anchor: ANCHOR, vertical: 'local' })
}

const line = (properties: object) => ({
  type: 'Feature',
  properties,
  geometry: {
    type: 'LineString',
    coordinates: [
      [1_384_000, 5_860_000],
      [1_384_050, 5_860_000],
    ],
  },
})
const point = (properties: object, coordinates: unknown) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates },
})

async function readGeo(features: object[], crs: string | null, given?: string) {
  const member = crs === null ? {} : { crs: { type: 'name', properties: { name: crs } } }
  const sources = [await aFile('town.geojson', JSON.stringify({ type: 'FeatureCollection', ...member, features }))]
  return await readListed({ sources, vertical: 'egm96', crs: given, discipline: 'sewer' })
}

describe('a SWMM file', () => {
  test('in CFS is feet, and becomes metres with the middle of its box at the anchor', async () => {
    const survey = await readInp(SWMM)
    expect(survey).toMatchObject({
      city: 'town',
      points: { length: 3 },
      lines: { length: 2 },
      devices: [{ kind: '泵' }],
    })
    expect(survey.lines[0]?.recordedLength).toBeCloseTo(121.92, 9)
    expect(survey.lines[0]?.start.level).toBeCloseTo(101 * 0.3048, 9)
    expect(survey.lines[0]?.end.level).toBeCloseTo(98 * 0.3048, 9)
    expect(survey.lines[1]?.section).toEqual({ kind: 'rectangle', width: 4 * 0.3048, height: 3 * 0.3048 })
    expect(survey.points[0]?.ground).toBeCloseTo(110 * 0.3048, 9)
    expect(survey.points[1]?.ground).toBeNull()
    const middle = (survey.points[0]?.lon ?? 0) + (survey.points[2]?.lon ?? 0)
    expect(middle / 2).toBeCloseTo(ANCHOR.lon, 7)
  })

  test('with LINK_OFFSETS ELEVATION gives absolute levels', async () => {
    const survey = await readInp(
      SWMM.replace('FLOW_UNITS CFS', 'FLOW_UNITS CMS\nLINK_OFFSETS ELEVATION').replace('0.013 1 *', '0.013 100.5 *'),
    )
    expect(survey.lines[0]).toMatchObject({ start: { level: 100.5 }, end: { level: 98 } })
  })

  test('has its orifices and weirs with their openings in metres, and one without a section without', async () => {
    const gates = `[ORIFICES]
G1 A B SIDE 2 0.65 YES
G2 A B BOTTOM * 0.6 NO
[WEIRS]
W1 A O TRANSVERSE 4 3.3 NO 1 0 NO
[XSECTIONS]
G1 RECT_CLOSED 3 4 0 0
W1 RECT_OPEN 2 10 0 0
`
    const { devices, findings } = await readInp(SWMM.replace('[XSECTIONS]\n', gates))
    expect(findings.list).toEqual([])
    const [pump, side, bottom, weir] = devices.map(({ kind, attributes }) => ({ kind, ...attributes }))
    expect(pump).toEqual({ kind: '泵' })
    expect(side).toMatchObject({
      kind: '孔口',
      opening: 'SIDE',
      shape: 'RECT_CLOSED',
      coefficient: 0.65,
      has_flap: true,
    })
    expect(side).toMatchObject({ height_m: 3 * 0.3048, width_m: 4 * 0.3048, sill_level_m: 102 * 0.3048 })
    expect(bottom).toMatchObject({ opening: 'BOTTOM', shape: '', sill_level_m: 100 * 0.3048, has_flap: false })
    expect(bottom).not.toHaveProperty('height_m')
    expect(weir).toMatchObject({ kind: '堰', opening: 'TRANSVERSE', end_contractions: 1, can_surcharge: false })
    // 3.3 ft^½/s is 1.82 m^½/s
    expect(weir).toMatchObject({ coefficient: expect.closeTo(1.822, 3), sill_level_m: 104 * 0.3048 })
  })

  test('with a conduit to nowhere and a bad number reports both and goes on', async () => {
    const survey = await readInp(SWMM.replace('C2 B O 300', 'C2 B X 300').replace('B 98 0', 'B 98 deep'))
    expect(survey.findings.list).toMatchObject([
      { rule: 'not-a-number', row: 5, value: 'deep' },
      { rule: 'unknown-point', row: 10 },
    ])
    expect(survey.lines.length).toBe(1)
  })

  test('without coordinates is refused', async () => {
    await expect(readInp(SWMM.split('[COORDINATES]')[0] ?? '')).rejects.toMatchObject({
      finding: { rule: 'missing-section' },
    })
  })
})

describe('a GeoJSON file', () => {
  const manholes = [
    point({ manholeid: 'M1', streetlevel: 10, bedlevel: 8 }, [1_384_000, 5_860_000]),
    point({ manholeid: 'M2' }, [1_384_050, 5_860_000]),
  ]
  const pipe = {
    branchid: 'B1',
    manhole_up: 'M1',
    manhole_dn: 'M2',
    invlev_up: 8,
    invlev_dn: 11,
    diameter: 0.5,
    elevtn_dn: 10,
  }

  test('gives pipes between manholes with levels; a rising one and one above ground are warnings', async () => {
    const survey = await readGeo([line(pipe), ...manholes], 'urn:ogc:def:crs:EPSG::3857')
    checkSurvey(survey)
    expect(survey.lines[0]).toMatchObject({
      key: 'B1',
      startPoint: 'M1',
      reference: 'invert',
      start: { level: 8, ground: 10, depth: 2 },
    })
    expect(survey.findings.list.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['above-ground', 'warning'],
      ['adverse-slope', 'warning'],
    ])
  })

  test('that declares another CRS than the command line is read as it declares, and reported', async () => {
    const survey = await readGeo([line(pipe), ...manholes], 'EPSG:3857', 'EPSG:4549')
    expect(survey.findings.list).toMatchObject([{ rule: 'crs-contradiction', severity: 'error' }])
    expect(survey.lines[0]?.path[0]?.lon).toBeCloseTo(12.4328, 3)
  })

  test('that declares no CRS stops the run', async () => {
    await expect(readGeo([line(pipe)], null)).rejects.toMatchObject({ finding: { rule: 'no-crs' } })
  })

  test('with an empty coordinate loses that feature only', async () => {
    const survey = await readGeo([line(pipe), ...manholes, point({ manholeid: 'M3' }, [null, 1])], 'EPSG:3857')
    expect(survey.findings.list).toMatchObject([{ rule: 'bad-coordinate', row: 4 }])
    expect(survey.points.length).toBe(2)
  })
})
