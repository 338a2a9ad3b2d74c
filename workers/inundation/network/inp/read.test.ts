import { describe, expect, it } from 'vitest'
import { readInlets } from '../inlets/read-inlets.ts'
import { readRunoff } from '../runoff/read-runoff.ts'
import type { DrainageModel } from './model.ts'
import { readInp, readModel } from './read.ts'
import { splitSections, told } from './sections.ts'

const FOOT = 0.3048

/** Two manholes and an outfall in a line, in US units. */
const LINE = `
[OPTIONS]
FLOW_UNITS CFS
START_DATE 01/01/2002
END_DATE 01/01/2002
END_TIME 08:00:00
[JUNCTIONS]
A 10 8 0 0 0
B 9 8 ; what it says
[OUTFALLS]
O 8 FREE NO
[CONDUITS]
"pipe 1" A B 300 0.013 0 0.5 0 0
P2 B O 300 0.013 0 0
[XSECTIONS]
"pipe 1" CIRCULAR 2 0 0 0 1
P2 EGG 3
`

function read(text: string): DrainageModel {
  const result = readInp(text, 'line.inp')
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}

function faultsOf(text: string): string[] {
  const result = readInp(text, 'line.inp')
  return result.ok ? [] : result.failure.detail.split('\n')
}

describe('a SWMM file', () => {
  it('is split into words: quotes may hold blanks and nothing, a semicolon begins a comment', () => {
    const file = splitSections('[JUNC]\n"a b"\t"" c ; "d"\n;;e\n\n[Polygons]\nx', 'a.inp')
    expect(file.rows('JUNCTIONS')).toEqual([{ section: 'JUNCTIONS', line: 2, words: ['a b', '', 'c'] }])
    expect(file.rows('POLYGONS')).toHaveLength(1)
  })

  it('comes in SI', () => {
    const { nodes, links, options } = read(LINE)
    expect(options.duration).toBe(8 * 3600)
    expect(nodes.map(({ kind, invert }) => [kind, invert / FOOT])).toEqual([
      ['junction', 10],
      ['junction', 9],
      ['outfall', 8],
    ])
    expect(links[0]).toMatchObject({ id: 'pipe 1', toOffset: 0.5 * FOOT, shape: { type: 'CIRCULAR', depth: 2 * FOOT } })
    expect(links[0]?.kind === 'conduit' && links[0].length).toBeCloseTo(300 * FOOT, 9)
  })

  it('names every fault by file, line, section, value and what was expected', () => {
    const broken = LINE.replace('B 9 8', 'B nine 8')
      .replace('P2 B O 300', 'P2 B X -300')
      .replace('EGG 3', 'OVAL 3')
      .concat('[MOAT]\nx 1 2\n[LOSSES]\nP9 0 0 0 NO\n')
    expect(faultsOf(broken)).toEqual([
      'line.inp:9: [JUNCTIONS] "nine": expected level of the bed, a number',
      'line.inp:14: [CONDUITS] "X": expected a node of this file',
      'line.inp:14: [CONDUITS] "-300": expected length, a number > 0',
      expect.stringMatching(/^line\.inp:17: \[XSECTIONS\] "OVAL": expected a shape: CIRCULAR, /),
      'line.inp:18: "[MOAT]": expected a section of SWMM 5.2',
      'line.inp:21: [LOSSES] "P9": expected a conduit of this file',
    ])
  })

  it('says so when an offset below the bed is read as the bed, as SWMM does', () => {
    const text = LINE.replace('[JUNCTIONS]', 'LINK_OFFSETS ELEVATION\n[JUNCTIONS]')
      .replace('0.013 0 0.5 0 0', '0.013 10 8.5 0 0')
      .replace('0.013 0 0\n', '0.013 9.5 *\n')
    const { links, notes } = read(text)
    expect(links.map((link) => link.kind === 'conduit' && [link.fromOffset, link.toOffset])).toEqual([
      [0, 0],
      [expect.closeTo(0.5 * FOOT, 9), 0],
    ])
    expect(notes).toEqual([
      'line.inp:14: [CONDUITS] "8.5": read as height of its bed at the second node at the bed of B, which lies above it',
    ])
  })

  it('says what it leaves out', () => {
    const { notes } = read(
      LINE.replace('P2 EGG 3', 'P2 FORCE_MAIN 3 120').concat(
        '[WEIRS]\nW A B ROADWAY 3 3 NO\n[XSECTIONS]\nW RECT_OPEN 3 4\n[STORAGE]\nS 0 9 0 FUNCTIONAL 0 0 8 0 0.5 1 2 0.3\n',
      ),
    )
    expect(notes.map((note) => note.replace(/^.*\[/, '['))).toEqual([
      '[WEIRS] "ROADWAY": read as TRANSVERSE, with its own coefficient, drowned as by Villemonte',
    ])
  })

  it('reads what water is lost by, and what holds it back', () => {
    const { nodes, links, evaporation } = read(
      LINE.replace('P2 EGG 3', 'P2 FORCE_MAIN 3 120 0 0 1')
        .replace('CIRCULAR 2 0 0 0 1', 'CIRCULAR 2 0 0 0 1 4')
        .concat('[LOSSES]\nP2 0 0 0 NO 1.2\n[EVAPORATION]\nCONSTANT 0.24\n')
        .concat('[STORAGE]\nS 0 9 0 FUNCTIONAL 0 0 8 0 0.5 1 2 0.3\n'),
    )
    const [pipe, main] = links
    expect(pipe?.kind === 'conduit' && pipe.culvert).toBe(4)
    expect(main?.kind === 'conduit' && main.shape).toMatchObject({ friction: { equation: 'H-W', coefficient: 120 } })
    // 1.2 in/h, 0.24 in/day
    expect(main?.kind === 'conduit' && main.seepage).toBeCloseTo((1.2 * 0.0254) / 3600, 12)
    expect(evaporation.rate.at(0)).toBeCloseTo((0.24 * 0.0254) / 86_400, 14)
    expect(nodes.find(({ id }) => id === 'S')).toMatchObject({
      evaporation: 0.5,
      seepage: {
        suction: expect.closeTo(0.0254, 9),
        conductivity: expect.closeTo((2 * 0.0254) / 3600, 12),
        deficit: 0.3,
      },
    })
  })

  it('refuses a culvert that FHWA does not know', () => {
    for (const code of ['58', '2.5'])
      expect(faultsOf(LINE.replace('CIRCULAR 2 0 0 0 1', `CIRCULAR 2 0 0 0 1 ${code}`))[0]).toContain(
        'code of a culvert',
      )
  })

  it('reads outfalls with and without a stage, and a gate in either place', () => {
    const { nodes } = read(
      LINE.replace('O 8 FREE NO', 'O 8 FREE YES\nO2 1 FIXED 94.4 NO\nO3 1 TIMESERIES sea YES\nO4 1 NORMAL').concat(
        '[TIMESERIES]\nsea 0 1\n',
      ),
    )
    expect(nodes.slice(2).map((node) => node.kind === 'outfall' && [node.stage, node.hasFlap])).toEqual([
      [{ type: 'FREE' }, true],
      [{ type: 'FIXED', level: expect.closeTo(94.4 * FOOT, 9) }, false],
      [{ type: 'TIMESERIES', series: 'sea' }, true],
      [{ type: 'NORMAL' }, false],
    ])
  })

  it('turns coefficients that have a unit into SI', () => {
    const { links, nodes } = read(
      LINE.concat(`[WEIRS]\nW A B TRANSVERSE 3 3.33 NO 0 0
[OUTLETS]\nU A B 1 FUNCTIONAL/HEAD 10 0.5 YES
[STORAGE]\nS 0 10 0 FUNCTIONAL 2 1 800\n
[XSECTIONS]\nW RECT_OPEN 3 4\n`),
    )
    const [, , weir, outlet] = links
    expect(weir?.kind === 'weir' && weir.coefficient).toBeCloseTo(1.838, 3)
    // 10 cfs under 1 ft
    expect(outlet?.kind === 'outlet' && outlet.rating).toMatchObject({
      coefficient: expect.closeTo((10 * FOOT ** 3) / Math.sqrt(FOOT), 9),
    })
    const storage = nodes.find(({ kind }) => kind === 'storage')
    expect(storage?.kind === 'storage' && storage.area).toMatchObject({
      constant: expect.closeTo(800 * FOOT ** 2, 9),
      power: expect.closeTo(2 * FOOT, 9),
      exponent: 1,
    })
  })

  it('counts times from the start, on the date of the row before', () => {
    const { tables } = read(
      LINE.concat('[TIMESERIES]\na 01/01/2002 0:00 1\na 0:30 2\na 01/02/2002 1 3\nb 0.5 4 1:00 5\n'),
    )
    expect([...(tables.series.get('a')?.time ?? [])]).toEqual([0, 1800, 90000])
    expect([...(tables.series.get('b')?.time ?? [])]).toEqual([1800, 3600])
  })

  it('reads rules with their priorities', () => {
    const { rules } = read(
      LINE.concat(`[PUMPS]\nQ A B * ON\n[CONTROLS]\nRULE one\nIF NODE A DEPTH >= 4\nOR SIMULATION TIME > 1:30
THEN PUMP Q STATUS = OFF\nELSE PUMP Q SETTING = 0.5\nPRIORITY 2\n`),
    )
    expect(rules).toEqual([
      {
        id: 'one',
        priority: 2,
        premises: [
          {
            join: 'AND',
            left: { of: 'node', id: 'A', what: 'DEPTH' },
            relation: '>=',
            right: expect.closeTo(4 * FOOT, 9),
          },
          { join: 'OR', left: { of: 'clock', what: 'TIME' }, relation: '>', right: 5400 },
        ],
        actions: [{ link: 'Q', setting: { by: 'value', value: 0 } }],
        otherwise: [{ link: 'Q', setting: { by: 'value', value: 0.5 } }],
      },
    ])
  })

  it('names the rule that it refuses, and what an expression does not know', () => {
    const text = LINE.concat(`[PUMPS]\nQ A B * ON\n[CONTROLS]\nVARIABLE late = SIMULATION TIME
EXPRESSION sum = deep + late\nRULE wet\nIF GAGE G 1-HR_DEPTH > 2\nTHEN PUMP R STATUS = ON\n`)
    const [first = 0] =
      /:(\d+):/
        .exec(faultsOf(text)[0] ?? '')
        ?.slice(1)
        .map(Number) ?? []
    expect(faultsOf(text)).toEqual([
      `line.inp:${first}: [CONTROLS] "deep + late": expected a variable of this file in place of "deep"; variables stand above and are no times`,
      `line.inp:${first + 2}: [CONTROLS] "GAGE": expected NODE, SIMULATION, LINK, CONDUIT, PUMP, ORIFICE, WEIR, OUTLET, or a VARIABLE or EXPRESSION above, in rule wet`,
      `line.inp:${first + 3}: [CONTROLS] "R": expected a link of this file, in rule wet`,
    ])
  })

  it('is refused for an unknown option, a missing curve and a series out of order', () => {
    const text = LINE.replace('END_TIME 08:00:00', 'END_TIME 08:00:00\nWARP_FACTOR 9').concat(
      '[PUMPS]\nQ A B lift ON\n[TIMESERIES]\na 2 1\na 1 1\n',
    )
    expect(faultsOf(text)).toEqual([
      'line.inp:7: [OPTIONS] "WARP_FACTOR 9": expected an option of SWMM 5.2',
      'line.inp:20: [PUMPS] "lift": expected a curve PUMP1 or PUMP2 or PUMP3 or PUMP4 or PUMP5 of [CURVES]',
      'line.inp:23: [TIMESERIES] "a 1": expected a time not before the one above',
    ])
  })
})

describe('the faults of the drains of a city', () => {
  const broken = `
x
[NOTHING]
[OPTIONS]
FLOW_UNITS PINTS
START_DATE May
END_TIME -
NO_SUCH 1
LINK_OFFSETS ELEVATION
ROUTING_STEP slow
[JUNCTIONS]
A ten 8
A 10 -8
C 10 8 0 0
[OUTFALLS]
O 8 SEA NO
P 8 TIDAL
[STORAGE]
S 5 3 1 TABULAR Nothing
[CONDUITS]
1 A B long 0.013 0 0
2 A A 300 -0.013 0 0
3 C O 300 0.013 2 0
[PUMPS]
4 A O Nothing MAYBE
[ORIFICES]
5 A O TOP 0 0.6 PERHAPS
[WEIRS]
6 C O ROADWAY 0 1.7
[XSECTIONS]
2 ROUND 1
3 CIRCULAR 0
5 EGG 1
6 CIRCULAR 1
9 CIRCULAR 1
[CURVES]
K WEIRD 1 2
L STORAGE 2 1 1 1
[TRANSECTS]
GX 1
X1 T 3 0 1
GR 1 up
[STREETS]
road 0 0 -1 0 -1 -1 -1 -1 -1 -1
[CONTROLS]
IF NODE A DEPTH > 1
VARIABLE d = NODE A COLOUR
VARIABLE d = GAGE 1
EXPRESSION e = f(
EXPRESSION e = 1 2
RULE W1
IF LINK none FLOW ~ deep
AND NODE none DEPTH
THEN DOOR none FLOW 1
THEN PUMP 4 STATUS = CURVE none
THEN PUMP 4 STATUS = TIMESERIES none
THEN PUMP 4 STATUS = PID a b c
THEN PUMP 4 SETTING = -1
PRIORITY high
WHEN ever
[TIMESERIES]
s noon 1
[PATTERNS]
p HOURLY 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1
[EVAPORATION]
TEMPERATURE
CONSTANT wet
DRY_ONLY MAYBE
[RAINGAGES]
g RAIN soon 1 BOOK x
h VOLUME 0 1 TIMESERIES s
i VOLUME 1:00 1 FILE s
[SUBCATCHMENTS]
S1 none none x -1 -1 -1 0 snow
S2 * S3 x 0 0 0
S3 * S2 x 0 0 0
[SUBAREAS]
S1 x x x x x NOWHERE x
S2 0 0 0 0 0
S3 0 0 0 0 0
S9 0 0 0 0 0
[INFILTRATION]
S1 1 2 x x x HORTON
S2 x x x GREEN_AMPT
S3 5 0 7 CURVE_NUMBER
[LID_USAGE]
S1 barrel
[RDII]
A 1 1
[POLLUTANTS]
lead
[INLETS]
in ROUND 0 0
cu CUSTOM none
gr GRATE 0 0 GENERIC 2 x
ke CURB 0 0 OBLIQUE
[INLET_USAGE]
3 in A 0 100 -1 -1 -1 HIGH
9 none none
`

  it('are told in both languages, whatever is wrong', () => {
    const file = splitSections(broken, 'network.inp')
    const model = readModel(file)
    readRunoff(file, model, new Set(['A']))
    readInlets(file, model)
    expect(file.faults.length).toBeGreaterThan(100)
    expect(file.notes.length).toBeGreaterThan(0)
    const said = [...file.faults.map((fault) => told('', fault)), ...file.notes.map((note) => told('', note, true))]
    // what stands in the file is quoted, its own words are in capitals
    const english = said
      .map(({ zh }) => zh.replace(/“.*”/, '').replace('Villemonte', ''))
      .filter((zh) => /[a-z]{2}/.test(zh))
    expect(english).toEqual([])
    expect(said.every(({ en }) => /: (expected|read as) /.test(en))).toBe(true)
    const [roughness] = file.faults.filter(({ got }) => got === '-0.013')
    expect(roughness && told('network.inp', roughness).zh).toBe(
      'network.inp 第 22 行 [CONDUITS]：“-0.013”不符，应为曼宁糙率，数 > 0',
    )
  })
})
