import { expect, it } from 'vitest'
import { readModel } from '../inp/read.ts'
import { splitSections } from '../inp/sections.ts'
import { capturedFlow } from './capture.ts'
import { readInlets } from './read-inlets.ts'

/** What EPA SWMM 5.2.4 lets each inlet take of a steady flow: conduit, inlet, how it lies, flow [L/s], captured [L/s]. */
const ON_GRADE = [
  ['STREET flat', 'grate', '1', 50, 27.753],
  ['STREET flat', 'narrow', '1', 50, 18.225],
  ['STREET flat', 'kerb', '1', 50, 16.97],
  ['STREET flat', 'slot', '1', 50, 21.925],
  ['STREET flat', 'both', '1', 50, 35.02],
  ['STREET flat', 'open', '1', 50, 24.73],
  ['STREET deep', 'grate', '1', 30, 24.936],
  ['STREET deep', 'narrow', '1', 30, 19.005],
  ['STREET deep', 'kerb', '1', 30, 25.453],
  ['STREET deep', 'slot', '1', 30, 29.193],
  ['STREET deep', 'both', '1', 30, 30],
  ['STREET deep', 'open', '1', 30, 25.38],
  ['STREET two', 'grate', '1', 80, 65.42],
  ['STREET two', 'narrow', '1', 80, 49.831],
  ['STREET two', 'kerb', '1', 80, 59.301],
  ['STREET two', 'slot', '1', 80, 71.069],
  ['STREET two', 'both', '1', 80, 78.574],
  ['STREET two', 'open', '1', 80, 65.989],
  ['STREET deep', 'grate', '3 20 10 0.03 0.9', 80, 30],
  ['TRAPEZOIDAL 1 0.5 2 2', 'drop', '1', 100, 51.45],
  ['RECT_OPEN 1 1', 'drop', '1', 100, 36.637],
] as const

/** The same at a low point: conduit, inlet, depth [m] that SWMM prints to a millimetre, captured [L/s]. */
const ON_SAG = [
  ['STREET flat', 'grate', 0.07, 50],
  ['STREET flat', 'kerb', 0.074, 50],
  ['STREET flat', 'slot', 0.078, 60],
  ['STREET flat', 'both', 0.088, 120],
  ['STREET deep', 'grate', 0.089, 50],
  ['STREET deep', 'kerb', 0.062, 50],
  ['STREET deep', 'slot', 0.078, 60],
  ['STREET deep', 'both', 0.087, 120],
  ['TRAPEZOIDAL 1 0.5 2 2', 'hole', 0.127, 150],
] as const

function captured(conduit: string, inlet: string, how: string, flow: number, depth: number): number {
  const file = splitSections(
    `[OPTIONS]
FLOW_UNITS LPS
[JUNCTIONS]
A 12
B 11.2
M 5
[OUTFALLS]
E 10.4 FREE
[CONDUITS]
street A B 80 0.016
next B E 80 0.016
[XSECTIONS]
street ${conduit}
next ${conduit}
[STREETS]
flat 6 0.2 2 0.016 0 0 1
deep 6 0.2 2 0.016 0.05 0.6 1
two 5 0.2 3 0.014 0.04 0.5 2
[INLETS]
grate GRATE 0.9 0.45 P_BAR-50
narrow GRATE 0.6 0.3 RETICULINE
kerb CURB 1.5 0.15 VERTICAL
slot SLOTTED 2 0.05
both GRATE 0.9 0.45 P_BAR-30
both CURB 2 0.12 INCLINED
open GRATE 0.6 0.5 GENERIC 0.7 1.2
drop DROP_GRATE 0.6 0.4 TILT_BAR-30
hole DROP_CURB 0.5 0.2
[INLET_USAGE]
street ${inlet} M ${how}
`,
    'street.inp',
  )
  const [inlets] = readInlets(file, readModel(file))
  if (!inlets || file.faults.length > 0) throw new Error(JSON.stringify(file.faults))
  return capturedFlow(inlets, flow / 1000, depth) * 1000
}

it.each(ON_GRADE)('SWMM: %s, %s × %s takes of %d L/s %d', (conduit, inlet, how, flow, theirs) => {
  // SWMM knows a spread to 0.01 ft, and uniform flow in a channel by tables
  expect(Math.abs(captured(conduit, inlet, how, flow, 0.05) / theirs - 1)).toBeLessThan(0.006)
})

it.each(ON_SAG)('SWMM: %s, %s at a low point takes at %d m %d L/s', (conduit, inlet, depth, theirs) => {
  // half a millimetre of 62 is 1.2 % of d^1.5
  expect(Math.abs(captured(conduit, inlet, '1 0 0 0 0 ON_SAG', 0, depth) / theirs - 1)).toBeLessThan(0.013)
})
