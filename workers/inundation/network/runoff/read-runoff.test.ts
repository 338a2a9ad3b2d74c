import { describe, expect, it } from 'vitest'
import { faultText, readModel } from '../inp/read.ts'
import { sentence, splitSections } from '../inp/sections.ts'
import { continuityOf } from './continuity.ts'
import { readRunoff } from './read-runoff.ts'
import { openRunoff, type Runoff, type RunoffSpec } from './runoff.ts'

/** Two catchments in a line, the second onto a manhole, in SI. */
const FILE = `
[OPTIONS]
FLOW_UNITS CMS
INFILTRATION HORTON
START_DATE 01/31/2020
END_DATE 02/01/2020
END_TIME 12:00:00
WET_STEP 00:05:00
[EVAPORATION]
MONTHLY 2.4 4.8 0 0 0 0 0 0 0 0 0 0
DRY_ONLY YES
[RAINGAGES]
G INTENSITY 0:30 1.0 TIMESERIES rain
[TIMESERIES]
rain 0:00 20
rain 0:30 60
rain 1:00 0
[SUBCATCHMENTS]
up G down 0.5 100 50 1 0
down G J 1 40 100 2 0
[SUBAREAS]
up 0.015 0.2 1 5 25 OUTLET
down 0.015 0.2 1 5 25 PERVIOUS 50
[INFILTRATION]
down 70 10 4 7 0
[JUNCTIONS]
J 10 2
[OUTFALLS]
O 9 FREE
[CONDUITS]
P J O 50 0.013 0 0
[XSECTIONS]
P CIRCULAR 0.5
`

function read(text: string): { spec: RunoffSpec; faults: string; notes: string[] } {
  const file = splitSections(text, 'two.inp')
  const model = readModel(file)
  const spec = readRunoff(file, model, new Set(model.nodes.map(({ id }) => id)))
  return { spec, faults: faultText(file), notes: file.notes.map((note) => sentence(file.name, note, true)) }
}

function runTo(runoff: Runoff, end: number): Map<string, number> {
  const volumes = new Map<string, number>()
  while (runoff.time() < end) {
    runoff.step(end - runoff.time())
    for (const [node, volume] of runoff.volumes) volumes.set(node, (volumes.get(node) ?? 0) + volume)
  }
  return volumes
}

describe('runoff of a SWMM file', () => {
  it('comes in SI, with the words for its parts', () => {
    const { spec, faults } = read(FILE)
    expect(faults).toBe('')
    expect(spec.catchments[0]).toMatchObject({ id: 'up', area: 5000, slope: 0.01, outlet: { catchment: 'down' } })
    expect(spec.catchments[1]).toMatchObject({
      outlet: { node: 'J' },
      within: { over: 'pervious', share: 0.5 },
      held: { impervious: 0.001, pervious: 0.005 },
    })
    expect((spec.catchments[0]?.rain?.at(2000) ?? 0) * 3.6e6).toBeCloseTo(60, 9)
    // the last of January, then February
    expect(spec.evaporation.at(0) * 86_400).toBeCloseTo(2.4e-3, 12)
    expect(spec.evaporation.at(86_400) * 86_400).toBeCloseTo(4.8e-3, 12)
  })

  it('runs from catchment to catchment to the node, and closes', () => {
    const runoff = openRunoff(read(FILE).spec)
    const volumes = runTo(runoff, 6 * 3600)
    const { rain, runoff: left, error, evaporated } = runoff.balance()
    // 40 mm on 1.5 ha
    expect(rain).toBeCloseTo(600, 9)
    expect(Math.abs(error)).toBeLessThan(1e-12)
    expect(volumes.get('J')).toBeCloseTo(left, 9)
    expect(evaporated).toBeGreaterThan(0)
    const [up, down] = runoff.catchments
    expect(down?.totals.runon).toBeCloseTo(up?.totals.runoff ?? 0, 9)
  })

  it('tells where the rain went', () => {
    const runoff = openRunoff(read(FILE).spec)
    runTo(runoff, 6 * 3600)
    const lines = continuityOf(runoff).split('\n')
    expect(lines[1]).toMatch(/^rain +600\.000 +40\.000$/)
    const depths = lines.slice(2, 6).map((line) => Number(line.trim().split(/ +/).at(-1)))
    expect(depths.reduce((sum, depth) => sum + depth, 0)).toBeCloseTo(40, 2)
    expect(lines[6]).toMatch(/^error +-?\d\.\de-\d\d %$/)
  })

  it('does not depend on how it is cut into steps', () => {
    const [whole, cut] = [openRunoff(read(FILE).spec), openRunoff(read(FILE).spec)]
    const volume = runTo(whole, 7200).get('J') ?? 0
    let sum = 0
    for (let time = 7; time <= 7200; time += 7) sum += runTo(cut, time).get('J') ?? 0
    sum += runTo(cut, 7200).get('J') ?? 0
    expect(Math.abs(sum / volume - 1)).toBeLessThan(0.005)
  })

  it('names what it lacks and what it does not compute', () => {
    const broken = FILE.replace('down G J 1', 'down H X 1')
      .replace('down 70 10 4', 'down 7 10 4')
      .replace('rain 0:30 60', 'rain 0:30 -60')
      .concat('[LID_USAGE]\ndown swale 1 10\n[GROUNDWATER]\ndown A J\n[SNOWPACKS]\n[RDII]\nJ u 1\n')
    expect(
      read(broken)
        .faults.split('\n')
        .map((line) => line.replace(/^two.inp:\d+: /, '')),
    ).toEqual([
      '[RAINGAGES] "rain -60": expected rain ≥ 0',
      '[SUBCATCHMENTS] "H": expected a gage of this file',
      '[SUBCATCHMENTS] "X": expected a node or a catchment of this file',
      '[INFILTRATION] "10": expected a least rate not above the greatest',
      '[LID_USAGE] "down swale 1 10": expected none: low-impact development is not computed',
      '[GROUNDWATER] "down A J": expected none: groundwater is not computed',
      '[RDII] "J u 1": expected none: inflow through the ground into sewers (RDII) is not computed',
    ])
  })

  it('refuses a gage that reads more seldom than its series', () => {
    expect(read(FILE.replace('INTENSITY 0:30', 'VOLUME 1:00')).faults).toMatch(
      /\[RAINGAGES\] "rain 1:00": expected a series that fits its gage .*3600 s, but two values are 1800 s apart/,
    )
  })

  it('takes groundwater and RDII that the options ignore, and tells of water quality', () => {
    const { faults, notes } = read(
      `${FILE}[OPTIONS]\nIGNORE_RDII YES\nIGNORE_GROUNDWATER YES\n[RDII]\nJ u 1\n[GROUNDWATER]\ndown A J\n[POLLUTANTS]\nTSS MG/L 0\n`,
    )
    expect(faults).toBe('')
    expect(notes.at(-1)).toMatch(/\[POLLUTANTS\] "TSS MG\/L 0": read as nothing: water quality is not computed/)
  })

  it('refuses catchments that drain in a circle, and sends one that drains to itself nowhere', () => {
    const circle = read(FILE.replace('down G J', 'down G up'))
    expect(circle.faults).toMatch(/"up → down → up": expected catchments that do not drain in a circle/)
    expect(() => openRunoff(circle.spec)).toThrow(/drains to itself/)
    const runoff = openRunoff(read(FILE.replace('down G J', 'down G down')).spec)
    expect(runTo(runoff, 7200).size).toBe(0)
    expect(runoff.balance().runoff).toBeGreaterThan(0)
  })

  it('reads the method of a soil from its own row', () => {
    const { spec, faults } = read(FILE.replace('down 70 10 4 7 0', 'down 110 6.5 0.3 GREEN_AMPT'))
    expect(faults).toBe('')
    expect(spec.catchments[1]?.infiltration.states).toBe(5)
    expect(read(FILE.replace('down 70 10 4 7 0', 'down 110 6.5 GREEN_AMPT')).faults).toMatch(/deficit as well/)
  })
})
