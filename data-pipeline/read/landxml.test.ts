import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readListed } from './a-read-survey.ts'

const UNITS =
  '<Units><Metric linearUnit="meter" diameterUnit="millimeter" widthUnit="meter" heightUnit="meter" elevationUnit="meter"/></Units>'
const STRUCTS = `<Structs>
<Struct name="1" desc="H1" elevSump="3" elevRim="5.5"><Center>3992000 531000</Center><CircStruct diameter="600"/><Invert elev="3.2" flowDir="out" refPipe="1"/></Struct>
<Struct name="2" elevSump="2.5" elevRim="5"><Center>3992000 531040</Center><Invert elev="2.9" flowDir="in" refPipe="1"/><Invert elev="2.6" flowDir="out" refPipe="b"/></Struct>
<Struct name="3" elevSump="2"><Center>3992030 531040</Center></Struct></Structs>`
const PIPES = `<Pipes>
<Pipe name="1" refStart="1" refEnd="2" length="40"><CircPipe diameter="400" material="concrete" thickness="60"/></Pipe>
<Pipe name="b" refStart="2" refEnd="3"><RectPipe width="0.8" height="1.2"/></Pipe></Pipes>`

function landXml(changes: { units?: string; structs?: string; pipes?: string } = {}) {
  const { units = UNITS, structs = STRUCTS, pipes = PIPES } = changes
  return `<?xml version="1.0" encoding="UTF-8"?><LandXML xmlns="http://www.landxml.org/schema/LandXML-1.2" version="1.2">${units}
<CoordinateSystem epsgCode="4549"/>
<PipeNetworks><PipeNetwork name="N" pipeNetType="storm" state="proposed">${structs}${pipes}</PipeNetwork></PipeNetworks></LandXML>`
}

async function read(text: string) {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-landxml-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'town.xml'), text)
  return await readListed({ sources: [join(folder, 'town.xml')], vertical: '1985' })
}

describe('a LandXML pipe network', () => {
  test('gives structures as points and pipes as lines between the inverts of their structures', async () => {
    const survey = await read(landXml())
    expect(survey.findings.list).toEqual([])
    expect(survey.points[0]).toMatchObject({
      key: '1',
      x: 531_000,
      y: 3_992_000,
      ground: 5.5,
      bottom: 3,
      status: 'planned',
    })
    expect(survey.lines).toMatchObject([
      {
        key: '1',
        discipline: 'storm',
        startPoint: '1',
        endPoint: '2',
        start: { ground: 5.5, level: 3.2 },
        end: { ground: 5, level: 2.9 },
        reference: 'invert',
        section: { kind: 'circle', width: 0.4 },
        wall: 0.06,
        material: 'concrete',
        recordedLength: 40,
      },
      { section: { kind: 'rectangle', width: 0.8, height: 1.2 }, start: { level: 2.6 }, end: { level: null } },
    ])
  })

  test('in feet and inches becomes metres', async () => {
    const units = '<Units><Imperial linearUnit="USSurveyFoot" diameterUnit="inch" elevationUnit="foot"/></Units>'
    const { lines, points } = await read(landXml({ units }))
    expect(lines[0]?.section?.width).toBeCloseTo(400 * 0.0254, 9)
    expect(lines[0]?.recordedLength).toBeCloseTo((40 * 1200) / 3937, 9)
    expect(points[0]?.ground).toBeCloseTo(5.5 * 0.3048, 9)
  })

  test.each([
    [
      'a structure without a place',
      { structs: STRUCTS.replace('3992030 531040', '') },
      ['bad-coordinate', 'unknown-point'],
    ],
    ['a pipe to nowhere', { pipes: PIPES.replace('refEnd="3"', 'refEnd="9"') }, ['unknown-point']],
    [
      'a pipe without a section',
      { pipes: PIPES.replace('<RectPipe width="0.8" height="1.2"/>', '') },
      ['unknown-section'],
    ],
  ])('%s costs its findings and nothing else', async (_, changes, rules) => {
    const survey = await read(landXml(changes))
    expect(survey.findings.list.map(({ rule }) => rule)).toEqual(rules)
    expect(survey.lines[0]?.key).toBe('1')
  })

  test('that breaks off stops the run', async () => {
    await expect(read(landXml().slice(0, -40))).rejects.toMatchObject({ finding: { rule: 'bad-xml' } })
  })
})
