import { describe, expect, test } from 'vitest'
import { inpSections } from '../../src/domain/formats/inp-sections.ts'
import { readHydraulics } from './epanet-hydraulics.ts'

const TOWN = `[JUNCTIONS]
 J1 10 5 day
 J2 20 0
[RESERVOIRS]
 R 50 night
[TANKS]
 T 30 1 0 2 10 0
[PIPES]
 P1 R J1 300 12 100 0 Open
 P2 J1 J2 500 8 110 CV
[PUMPS]
 U J2 T HEAD 1 SPEED 1.1 PATTERN night
 W R T POWER 10
[VALVES]
 V J1 T 8 PRV 40 0
 F J1 J2 8 FCV 100 0.5
[DEMANDS]
 J1 4 day
 J1 2
[STATUS]
 W Closed
 V Open
[PATTERNS]
 day 0.5 1.5
 night 2
 night 1
[CURVES]
 1 100 50
[EMITTERS]
 J2 3
[CONTROLS]
 LINK U OPEN IF NODE T BELOW 0.5
 LINK V 30 IF NODE J1 ABOVE 60
 LINK U CLOSED AT TIME 6:30
 LINK W OPEN AT CLOCKTIME 2 PM
[RULES]
 RULE 1
 IF TANK T LEVEL > 1
 THEN PUMP U STATUS IS CLOSED
[TIMES]
 Hydraulic Timestep 1:00
 Pattern Timestep 0:30
 Pattern Start 2:00
 Start ClockTime 12 am
[OPTIONS]
 Units GPM
 Demand Multiplier 2
 Pattern day
`
const FOOT = 0.3048
const GPM = FOOT ** 3 / 448.831
const PSI = FOOT / 0.4333

const read = (text: string) => readHydraulics('town.inp', inpSections(text))
function whole(text: string) {
  const { keyed, faults } = read(text)
  if (!keyed) throw new Error(JSON.stringify(faults))
  return keyed
}

describe('the hydraulics of an EPANET file', () => {
  const { model, nodeKey, pipeKey, rules } = whole(TOWN)

  test('have nodes and pipes in metres', () => {
    expect(nodeKey).toEqual(['J1', 'J2', 'R', 'T'])
    expect(Array.from(model.level)).toEqual([10, 20, 50, 30].map((feet) => feet * FOOT))
    expect(pipeKey).toEqual(['P1', 'P2'])
    expect(model.pipeDiameter[0]).toBeCloseTo(0.3048, 12)
    expect(Array.from(model.pipeStatus)).toEqual([0, 2])
    expect(model.tanks).toEqual([
      {
        ...{ at: 3, initial: FOOT, least: 0, most: 2 * FOOT, diameter: 10 * FOOT, leastVolume: 0 },
        ...{ volumes: null, canOverflow: false },
      },
    ])
  })

  test('have the demands of [DEMANDS] instead of those of junctions, multiplied, with the usual pattern where none is named', () => {
    expect(Array.from(model.demandAt)).toEqual([0, 0])
    expect(Array.from(model.demandBase)).toEqual([8 * GPM, 4 * GPM])
    expect(Array.from(model.demandPattern)).toEqual([0, 0])
    expect(model).toMatchObject({
      patterns: [
        [0.5, 1.5],
        [2, 1],
      ],
      defaultPattern: 0,
      patternStep: 1800,
      patternStart: 7200,
    })
    // as often as demands change
    expect(model).toMatchObject({ step: 1800, clock: 0, headloss: 'H-W', reservoirs: [{ at: 2, pattern: 1 }] })
  })

  test('have pumps with heads or power, and valves with their settings', () => {
    expect(model.pumps).toMatchObject([
      { heads: [[100 * GPM, 50 * FOOT]], power: null, speed: 1.1, pattern: 1, isClosed: false },
      { heads: null, power: 7457, speed: 1, pattern: null, isClosed: true },
    ])
    expect(model.valves).toMatchObject([
      { type: 'PRV', setting: 40 * PSI, status: 'open' },
      { type: 'FCV', setting: 100 * GPM, minorLoss: 0.5, status: null },
    ])
    expect(model.emitter[1]).toBeCloseTo((3 * GPM) / PSI ** 0.5, 12)
  })

  test('have simple controls by level, pressure and time; rules are counted', () => {
    expect(model.controls).toEqual([
      { of: 'pump', at: 0, set: 'open', when: { node: 3, is: 'below', level: 0.5 * FOOT } },
      { of: 'valve', at: 0, set: 30 * PSI, when: { node: 0, is: 'above', level: 60 * PSI } },
      { of: 'pump', at: 0, set: 'closed', when: { time: 6.5 * 3600 } },
      { of: 'pump', at: 1, set: 'open', when: { clock: 14 * 3600 } },
    ])
    expect(rules).toBe(1)
  })

  test.each([
    [' J1 4 day', ' J1 4 noon', 'a pattern of [PATTERNS]'],
    ['HEAD 1', 'HEAD 9', 'a curve of [CURVES]'],
    [' W Closed', ' X Closed', 'a link with OPEN, CLOSED or a setting'],
    ['8 PRV 40', '8 PCV 40', 'PRV PSV PBV FCV TCV GPV'],
    ['AT TIME 6:30', 'AT NOON', 'LINK id status IF NODE id ABOVE value | AT TIME | AT CLOCKTIME'],
    [' J2 20 0', ' J2 high 0', 'a number'],
  ])('with %s as %s are none, and the row is told', (before, after, expected) => {
    const { keyed, faults } = read(TOWN.replace(before, after))
    expect(keyed).toBeNull()
    expect(faults).toContainEqual({ row: expect.any(Number), value: expect.any(String), expected })
  })

  test('in L/s are metres, millimetres, kilowatts and metres of head', () => {
    const { model: metric } = whole(TOWN.replace('GPM', 'LPS').replace('[OPTIONS]', '[OPTIONS]\n Headloss D-W'))
    expect(metric.pipeDiameter[0]).toBeCloseTo(0.012, 12)
    expect(metric.valves[0]?.setting).toBe(40)
    // as much as the engine makes of 10 kW
    expect(metric.pumps[1]?.power).toBeCloseTo(10_000 / 0.7457, 6)
    expect(metric.roughness[0]).toBe(100)
    expect(metric.headloss).toBe('D-W')
  })
})
