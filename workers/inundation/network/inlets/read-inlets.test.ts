import { describe, expect, it } from 'vitest'
import { faultText, readModel } from '../inp/read.ts'
import { sentence, splitSections } from '../inp/sections.ts'
import { type PlacedInlets, readInlets } from './read-inlets.ts'

/** A street with inlets on a slope and at its end, a ditch with one, and the sewer below. */
const FILE = `
[OPTIONS]
FLOW_UNITS CMS
END_TIME 01:00:00
[JUNCTIONS]
S1 12
S2 11
S3 10
D1 12
M 5
[OUTFALLS]
O 4 FREE
[CONDUITS]
up S1 S2 100 0.016
down S2 S3 100 0.016
ditch D1 M 70 0.03
sewer M O 100 0.013
[XSECTIONS]
up STREET road
down STREET road
ditch TRAPEZOIDAL 1 0.6 2 3
sewer CIRCULAR 0.5
[STREETS]
road 6 0.15 2 0.016 0.05 0.6 1
[INLETS]
both GRATE 0.9 0.45 P_BAR-50
both CURB 2 0.12 INCLINED
own CUSTOM takes
drop DROP_GRATE 0.5 0.5 GENERIC 0.7 1.5
[CURVES]
takes DIVERSION 0 0 0.1 0.05 0.2 0.08
[INLET_USAGE]
up both M 2 20 0.04 0.03 0.9
down own M
ditch drop M
`

function read(text: string): { inlets: PlacedInlets[]; faults: string; notes: string[] } {
  const file = splitSections(text, 'street.inp')
  const inlets = readInlets(file, readModel(file))
  return { inlets, faults: faultText(file), notes: file.notes.map((note) => sentence(file.name, note, true)) }
}

describe('inlets of a SWMM file', () => {
  it('come with the street that they lie in', () => {
    const { inlets, faults } = read(FILE)
    expect(faults).toBe('')
    const [first, last, drop] = inlets as [PlacedInlets, PlacedInlets, PlacedInlets]
    expect(first).toMatchObject({
      link: 'up',
      bypass: 'S2',
      node: 'M',
      count: 2,
      clear: 0.8,
      limit: 0.04,
      isSag: false,
    })
    expect(first.street?.sides).toBe(1)
    // the local depression stands beside that of the street
    expect(first.street?.gutter).toMatchObject({ crossSlope: 0.02, slope: 0.01, width: 0.9, crown: 6 })
    expect(first.street?.gutter.depression).toBeCloseTo(0.08, 12)
    expect(first.design).toMatchObject({
      kind: 'STREET',
      grate: { open: 0.9 },
      kerb: { height: 0.12, throat: 'INCLINED' },
    })
    expect(last).toMatchObject({ bypass: 'S3', isSag: true, limit: Number.POSITIVE_INFINITY })
    expect(drop.channel).toMatchObject({ bottom: 0.6, side: 2.5, slope: 0.1 })
  })

  it('read a curve of their own between its points and on beyond them', () => {
    const design = read(FILE).inlets[1]?.design
    if (design?.kind !== 'CUSTOM') throw new Error('expected a custom inlet')
    for (const [flow, takes] of [
      [0, 0],
      [0.05, 0.025],
      [0.15, 0.065],
      [0.3, 0.11],
    ] as const)
      expect(design.captures(flow)).toBeCloseTo(takes, 12)
  })

  it('that cannot lie in their conduit are left out with a note', () => {
    const { inlets, faults, notes } = read(FILE.replace('ditch drop M', 'ditch both M'))
    expect(faults).toBe('')
    expect(inlets).toHaveLength(2)
    expect(notes.at(-1)).toMatch(/"ditch both M": read as nothing: a STREET inlet cannot lie in this conduit/)
  })

  it('are refused where their street ends at an outfall', () => {
    const { faults } = read(FILE.replace('S3 10', '').replace('O 4 FREE', 'O 4 FREE\nS3 10 FREE'))
    expect(faults).toMatch(/\[INLET_USAGE\] "S3": expected a street with inlets that does not end at an outfall/)
  })

  it('are refused by name when something they need is missing', () => {
    const { faults } = read(
      FILE.replace('down own M', 'side none X').replace('P_BAR-50', 'BARS').replace('own CUSTOM takes', 'own CUSTOM x'),
    )
    expect(faults.split('\n').map((line) => line.replace(/^street.inp:\d+: /, ''))).toEqual([
      '[INLETS] "BARS": expected type of the grate: P_BAR-50, P_BAR-50x100, P_BAR-30, CURVED_VANE, TILT_BAR-45, TILT_BAR-30, RETICULINE, GENERIC',
      '[INLETS] "x": expected a DIVERSION or RATING curve of [CURVES]',
      '[INLET_USAGE] "none": expected an inlet of [INLETS]',
      '[INLET_USAGE] "side": expected a conduit of this file',
      '[INLET_USAGE] "X": expected a node of this file',
    ])
  })
})
