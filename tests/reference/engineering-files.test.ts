import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readListed } from '../../data-pipeline/read/a-read-survey.ts'
import { benchFolder } from './bench-folder.ts'

const folder = join(benchFolder, 'pipeline')
const LOCAL = { crs: 'local', anchor: { lon: 120.3, lat: 36.1 }, vertical: 'local' }
/** EPSG:3878, ETRS-GK24FIN */
const GK24 = '+proj=tmerc +lat_0=0 +lon_0=24 +k=1 +x_0=24500000 +y_0=0 +ellps=GRS80 +units=m +no_defs'
const FOOT = 0.3048

/**
 * Counts and totals of bench/pipeline/epanet/README.md, by an independent script; lengths in units of the file. Of BWSN's
 * diameters the README counts spellings, 27: "6" and "6.000000" are one here.
 */
const EPANET = [
  {
    file: 'exnet',
    unit: 1,
    junctions: 1892,
    tanks: 0,
    reservoirs: 2,
    pipes: 2465,
    pumps: 0,
    valves: 2,
    length: 593_879.8,
    diameters: 64,
    highest: 73.54,
  },
  {
    file: 'ky10',
    unit: FOOT,
    junctions: 920,
    tanks: 13,
    reservoirs: 2,
    pipes: 1043,
    pumps: 13,
    valves: 5,
    length: 1_410_845.7,
    diameters: 10,
    highest: 929.6475,
  },
  {
    file: 'BWSN_Network_2',
    unit: FOOT,
    junctions: 12_523,
    tanks: 2,
    reservoirs: 2,
    pipes: 14_822,
    pumps: 4,
    valves: 5,
    length: 6_050_025.47,
    diameters: 21,
    highest: 133.441581,
  },
]

describe.runIf(existsSync(folder))('engineering files', () => {
  test.each(EPANET)('$file (.inp): $junctions junctions, $pipes pipes, $length long', async (expected) => {
    const survey = await readListed({ sources: [join(folder, 'epanet', `${expected.file}.inp`)], ...LOCAL })
    const count = (name: string | null) => survey.points.filter(({ appurtenance }) => appurtenance === name).length
    expect([count(null), count('高位水池'), count('水源')]).toEqual([
      expected.junctions,
      expected.tanks,
      expected.reservoirs,
    ])
    const devices = (name: string) => survey.devices.filter(({ kind }) => kind === name).length
    expect([survey.lines.length, devices('泵'), devices('阀门')]).toEqual([
      expected.pipes,
      expected.pumps,
      expected.valves,
    ])
    const length = survey.lines.reduce((sum, line) => sum + (line.recordedLength ?? 0), 0)
    expect(Math.abs(length / expected.unit - expected.length)).toBeLessThan(0.01)
    expect(new Set(survey.lines.map(({ section }) => section?.width.toFixed(6))).size).toBe(expected.diameters)
    const junctions = survey.points.filter(({ appurtenance }) => appurtenance === null)
    expect(Math.max(...junctions.map(({ ground }) => ground ?? 0)) / expected.unit).toBeCloseTo(expected.highest, 4)
    expect(survey.findings.count('error')).toBe(0)
  })

  test('LandXML: 7 structures and 6 pipes, the topology of the IFC drainage system', async () => {
    const sources = [join(folder, 'ifc-infra/UT_DrainageSystem_1_1.landxml.xml')]
    const survey = await readListed({ sources, crs: GK24, vertical: 'N2000', geoid: 'egm96' })
    expect([survey.points.length, survey.lines.length]).toEqual([7, 6])
    expect(survey.findings.count('error')).toBe(0)
    const wells = await readListed({
      sources: [join(folder, 'ifc-infra/DrainageSystem-1-2.ifc')],
      crs: GK24,
      vertical: 'N2000',
      geoid: 'egm96',
    })
    for (const { key, ground, bottom } of survey.points) {
      const well = wells.models.find(({ name, kind }) => name === key && kind === 'IfcDistributionChamberElement')
      const heights = well?.mesh.positions.filter((_, index) => index % 3 === 2) ?? []
      expect([Math.min(...heights), Math.max(...heights)]).toEqual([
        expect.closeTo(bottom ?? 0, 3),
        expect.closeTo(ground ?? 0, 3),
      ])
    }
    for (const { start, end } of survey.lines)
      expect(Number.isFinite((start.level ?? Number.NaN) + (end.level ?? Number.NaN))).toBe(true)
  })
})
