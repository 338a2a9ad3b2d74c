import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readListed } from './a-read-survey.ts'

const TOWN = `[JUNCTIONS]
 J1 10 5
 J2 20 0
[RESERVOIRS]
 R 50
[TANKS]
 T 30 1 0 2 10 0
[PIPES]
 P1 R J1 300 12 100 0 Open
 P2 J1 J2 500 8 110 0 CV
[PUMPS]
 U J2 T HEAD 1
[CURVES]
 1 100 50
[VALVES]
 V J1 T 8 PRV 40 0
[OPTIONS]
 Units GPM
[COORDINATES]
 J1 300 0
 J2 300 400
 R 0 0
 T 600 400
[VERTICES]
 P2 250 200
`

async function read(text: string, options: object = { crs: 'local', anchor: { lon: 120.3, lat: 36.1 } }) {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-epanet-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'town.inp'), text)
  return await readListed({ sources: [join(folder, 'town.inp')], vertical: 'local', ...options })
}

describe('an EPANET file', () => {
  test('in GPM is feet and inches, and becomes metres', async () => {
    const survey = await read(TOWN)
    expect(survey.points.map(({ key, ground, appurtenance }) => [key, ground, appurtenance])).toEqual([
      ['J1', expect.closeTo(3.048, 9), null],
      ['J2', expect.closeTo(6.096, 9), null],
      ['R', null, '水源'],
      ['T', expect.closeTo(9.144, 9), '高位水池'],
    ])
    expect(survey.points[2]?.attributes.head_m).toBeCloseTo(15.24, 9)
    expect(survey.points[3]?.attributes.diameter_m).toBeCloseTo(3.048, 9)
    expect(survey.lines).toMatchObject([
      { key: 'P1', discipline: 'water', startPoint: 'R', endPoint: 'J1', attributes: { roughness: 100 } },
      { key: 'P2', path: { length: 3 }, attributes: { initial_status: 'CV' } },
    ])
    expect(survey.lines[0]?.section?.width).toBeCloseTo(0.3048, 9)
    expect(survey.lines[0]?.recordedLength).toBeCloseTo(91.44, 9)
    expect(survey.lines[0]?.start).toEqual({ ground: null, depth: null, level: null })
    expect(survey.devices.map(({ kind, key }) => `${kind} ${key}`)).toEqual(['泵 U', '阀门 V'])
  })

  test('in LPS is metres and millimetres; in a declared CRS coordinates are its own', async () => {
    const si = TOWN.replace('GPM', 'LPS').replace(' P1 R J1 300 12', ' P1 R J1 300 300')
    expect((await read(si)).lines[0]).toMatchObject({ recordedLength: 300, section: { width: 0.3 } })
    const shifted = TOWN.replace(
      /^ (J1|J2|R|T) (\d+) (0|400)$/gm,
      (_, id, x, y) => ` ${id} ${531_000 + Number(x)} ${3_988_000 + Number(y)}`,
    )
    const survey = await read(shifted, { crs: 'EPSG:4549' })
    expect(survey.points[0]).toMatchObject({ x: 531_300, y: 3_988_000 })
  })

  test('whose coordinates are in another unit than its lengths is told', async () => {
    const survey = await read(TOWN.replace('R J1 300 12', 'R J1 30 12').replace('J1 J2 500 8', 'J1 J2 40 8'))
    expect(survey.findings.list.map(({ rule }) => rule)).toEqual(['inp-scale', 'inp-elevation'])
  })

  test('with bad rows reports each and goes on', async () => {
    const bad = TOWN.replace(' J2 20 0', ' J2 high 0\n J2 20 0\n J3 5')
      .replace(' P2 J1 J2', ' P2 J1 X')
      .replace(' U J2 T', ' U J2 J2')
    const survey = await read(bad)
    expect(survey.findings.list.filter(({ severity }) => severity === 'error')).toMatchObject([
      { rule: 'not-a-number', row: 3, column: 'Elev', value: 'high' },
      { rule: 'duplicate-point', row: 4, value: 'J2' },
      { rule: 'bad-coordinate', row: 5, value: 'J3' },
      { rule: 'unknown-point', row: 12 },
      { rule: 'self-loop', row: 14 },
    ])
    expect(survey.lines.length).toBe(1)
  })

  test('without coordinates, or in an unknown unit, is refused', async () => {
    const blind = TOWN.split('[COORDINATES]')[0] ?? ''
    await expect(read(blind)).rejects.toMatchObject({ finding: { rule: 'missing-section' } })
    await expect(read(TOWN.replace('GPM', 'XYZ'))).rejects.toMatchObject({ finding: { rule: 'flow-units' } })
  })
})
