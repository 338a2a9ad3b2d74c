import { describe, expect, it } from 'vitest'
import { capturedFlow } from './inlets/capture.ts'
import { openStormDrainage, type StormDrainage } from './storm-drainage.ts'

/** A catchment on a street that falls to the outfall, with a grate half way that leads to a sewer. */
const FILE = `
[OPTIONS]
FLOW_UNITS CMS
START_DATE 07/01/2024
END_DATE 07/01/2024
END_TIME 02:00:00
ROUTING_STEP 5
[RAINGAGES]
G INTENSITY 0:15 1 TIMESERIES rain
[TIMESERIES]
rain 0:00 40
rain 0:15 90
rain 0:30 20
rain 0:45 0
[SUBCATCHMENTS]
C G S1 1.2 70 120 1.5 0
[SUBAREAS]
C 0.015 0.2 1 4 25 OUTLET
[INFILTRATION]
C 60 8 4 7 0
[JUNCTIONS]
S1 12 0.6
S2 11 0.6
S3 10 0.6
M 7 3
[OUTFALLS]
E 9 FREE
O 6 FREE
[CONDUITS]
up S1 S2 100 0.016
down S2 S3 100 0.016
end S3 E 100 0.016
sewer M O 120 0.013
[XSECTIONS]
up STREET road
down STREET road
end STREET road
sewer CIRCULAR 0.5
[STREETS]
road 6 0.2 2 0.016 0 0 2 3 2 0.03
[INLETS]
grate GRATE 0.9 0.45 P_BAR-50
[INLET_USAGE]
down grate M 2
`

function open(text = FILE): StormDrainage {
  const result = openStormDrainage(text, 'storm.inp')
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}

describe('a SWMM file in motion', () => {
  it('brings what runs off into the network, all of it', () => {
    const storm = open()
    for (let minute = 0; minute < 120; minute++) storm.advance(60)
    const { inflow, outflow, stored, spilled, relative } = storm.drainage.balance()
    const { runoff, error } = storm.runoff.balance()
    expect(storm.drainage.time).toBeCloseTo(7200, 6)
    expect(Math.abs(inflow / runoff - 1)).toBeLessThan(1e-9)
    expect(Math.abs(error)).toBeLessThan(1e-9)
    expect(Math.abs(relative)).toBeLessThan(1e-9)
    expect(spilled).toBe(0)
    expect(outflow + stored).toBeCloseTo(runoff, 6)
  })

  it('sends what the inlets take through the sewer, and the rest on along the street', () => {
    const steady = FILE.replace(/rain (\S+) \d+/g, 'rain $1 0').concat('[INFLOWS]\nS1 FLOW "" FLOW 1 1 0.05\n')
    const storm = open(steady)
    storm.advance(3600)
    const [inlets] = storm.inlets
    const takes = inlets ? capturedFlow(inlets, 0.05, 0) : 0
    expect(takes).toBeGreaterThan(0.02)
    expect(storm.drainage.flow('sewer')).toBeCloseTo(takes, 4)
    expect(storm.drainage.flow('end')).toBeCloseTo(0.05 - takes, 4)
    const without = open(steady.replace('down grate M 2', ''))
    without.advance(3600)
    expect(without.drainage.flow('sewer')).toBe(0)
    expect(without.drainage.flow('end')).toBeCloseTo(0.05, 5)
  })

  it('brings up again at the street what a full sewer spills', () => {
    const small = open(FILE.replace('sewer CIRCULAR 0.5', 'sewer CIRCULAR 0.1'))
    small.advance(7200)
    const { relative, spilled } = small.drainage.balance()
    expect(spilled).toBeGreaterThan(1)
    expect(Math.abs(relative)).toBeLessThan(1e-9)
    // nothing is lost: all that ran off left by the street or the sewer
    const { outflow, stored } = small.drainage.balance()
    expect(Math.abs((outflow + stored) / small.runoff.balance().runoff - 1)).toBeLessThan(1e-9)
  })

  it('tells the faults of hydraulics, hydrology and inlets together', () => {
    const broken = FILE.replace('S3 10 0.6', 'S3 ten 0.6')
      .replace('C G S1', 'C X S1')
      .replace('down grate', 'down hole')
    const result = openStormDrainage(broken, 'storm.inp')
    expect(result.ok).toBe(false)
    const lines = result.ok ? [] : result.failure.detail.split('\n').map((line) => line.replace(/^storm.inp:\d+: /, ''))
    expect(lines).toEqual([
      '[SUBCATCHMENTS] "X": expected a gage of this file',
      '[JUNCTIONS] "ten": expected level of the bed, a number',
      '[INLET_USAGE] "hole": expected an inlet of [INLETS]',
    ])
  })
})
