import { describe, expect, it } from 'vitest'
import { faultText, readModel } from '../inp/read.ts'
import { splitSections } from '../inp/sections.ts'
import { readRunoff } from './read-runoff.ts'
import { openRunoff } from './runoff.ts'

/** Two storms a day apart on nine catchments: every method of infiltration, parts over each other, one catchment onto another. */
const FILE = `
[OPTIONS]
FLOW_UNITS LPS
INFILTRATION HORTON
FLOW_ROUTING KINWAVE
START_DATE 06/01/2024
START_TIME 00:00:00
REPORT_START_DATE 06/01/2024
END_DATE 06/03/2024
END_TIME 00:00:00
WET_STEP 00:01:00
DRY_STEP 00:01:00
REPORT_STEP 00:05:00
ROUTING_STEP 60
[EVAPORATION]
CONSTANT 4
DRY_ONLY NO
[RAINGAGES]
G VOLUME 0:30 1 TIMESERIES rain
[TIMESERIES]
rain 0:00 2
rain 0:30 8
rain 1:00 25
rain 1:30 12
rain 2:00 3
rain 2:30 0
rain 30:00 1
rain 30:30 1
rain 31:00 10
rain 31:30 30
rain 32:00 8
rain 32:30 0
[SUBCATCHMENTS]
horton G N 2 30 150 1.5 0
akan G N 2 30 150 1.5 0
ampt G N 2 30 150 1.5 0
modified G N 2 30 150 1.5 0
number G N 2 30 150 1.5 0
over G N 2 60 150 1.5 0
back G N 2 60 150 1.5 0
upper G lower 2 80 150 1.5 0
lower G N 1 10 100 1.5 0
[SUBAREAS]
horton 0.015 0.2 1.5 4 25 OUTLET
akan 0.015 0.2 1.5 4 25 OUTLET
ampt 0.015 0.2 1.5 4 25 OUTLET
modified 0.015 0.2 1.5 4 25 OUTLET
number 0.015 0.2 1.5 4 25 OUTLET
over 0.015 0.2 1.5 4 25 PERVIOUS 100
back 0.015 0.2 1.5 4 25 IMPERVIOUS 60
upper 0.015 0.2 1.5 4 25 OUTLET
lower 0.015 0.2 1.5 4 25 OUTLET
[INFILTRATION]
horton 60 8 4 3 0
akan 60 8 4 3 0 MODIFIED_HORTON
ampt 110 6 0.25 GREEN_AMPT
modified 110 6 0.25 MODIFIED_GREEN_AMPT
number 75 0.5 5 CURVE_NUMBER
over 60 8 4 3 0
back 60 8 4 3 0
upper 60 8 4 3 0
lower 60 8 4 3 0
[JUNCTIONS]
N 10 5
[OUTFALLS]
O 9 FREE
[CONDUITS]
P N O 50 0.013 0 0
[XSECTIONS]
P CIRCULAR 3 0 0 0
`

/**
 * What EPA SWMM 5.2.4 reports of this file, in mm, peak in L/s: runon, evaporated, infiltrated, from the impervious part, from the
 * pervious one, runoff, peak.
 */
const SWMM: Readonly<Record<string, readonly number[]>> = {
  horton: [0.0, 1.63, 48.01, 28.98, 21.39, 50.37, 196.18],
  akan: [0.0, 1.6, 52.2, 28.98, 17.23, 46.21, 183.63],
  ampt: [0.0, 1.68, 43.98, 28.98, 25.38, 54.36, 235.2],
  modified: [0.0, 1.64, 47.69, 28.98, 21.7, 50.68, 217.26],
  number: [0.0, 3.73, 52.45, 28.98, 14.84, 43.82, 146.98],
  over: [0.0, 2.56, 29.42, 57.85, 68.04, 68.04, 289.66],
  back: [0.0, 2.5, 25.82, 66.15, 13.88, 71.7, 268.95],
  upper: [0.0, 3.1, 12.18, 77.05, 7.68, 84.73, 314.43],
  lower: [169.47, 1.38, 71.91, 26.59, 169.61, 196.2, 376.67],
}

describe('runoff by every method', () => {
  it('is what EPA SWMM computes', () => {
    const file = splitSections(FILE, 'methods.inp')
    const model = readModel(file)
    const runoff = openRunoff(readRunoff(file, model, new Set(model.nodes.map(({ id }) => id))))
    expect(faultText(file)).toBe('')
    const { duration } = model.options
    while (runoff.time() < duration) runoff.step(duration - runoff.time())
    for (const { spec, totals } of runoff.catchments) {
      const depths = [
        totals.runon,
        totals.evaporated,
        totals.infiltrated,
        totals.fromImpervious,
        totals.fromPervious,
        totals.runoff,
      ].map((volume) => (volume / spec.area) * 1000)
      // steps of a minute in both; SWMM's runoff is the rate at the end of a step times its length
      for (const [i, depth] of depths.entries())
        expect.soft(Math.abs(depth - (SWMM[spec.id]?.[i] as number)), spec.id).toBeLessThan(0.06)
      const peak = SWMM[spec.id]?.[6] as number
      expect.soft(Math.abs((totals.peak * 1000) / peak - 1), spec.id).toBeLessThan(0.01)
    }
    expect(runoff.catchments).toHaveLength(9)
    expect(Math.abs(runoff.balance().error)).toBeLessThan(1e-9)
  })
})
