import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readListed } from '../a-read-survey.ts'

const HEAD = `ISO-10303-21;
HEADER;
FILE_DESCRIPTION((''),'2;1');
FILE_NAME('','',(''),(''),'','','');
FILE_SCHEMA(('IFC4'));
ENDSEC;
DATA;
`
/** A box of 2 × 4 × 3 at (10, 20, 5) of the project, a manhole of a storm sewer on a bridge. */
const BOX = `#1=IFCCARTESIANPOINT((0.,0.,0.));
#2=IFCAXIS2PLACEMENT3D(#1,$,$);
#3=IFCGEOMETRICREPRESENTATIONCONTEXT($,'Model',3,1.E-5,#2,$);
#5=IFCUNITASSIGNMENT((#4));
#6=IFCPROJECT('0aaaaaaaaaaaaaaaaaaaa1',$,'P',$,$,$,$,(#3),#5);
#10=IFCCARTESIANPOINT((10.,20.,5.));
#11=IFCAXIS2PLACEMENT3D(#10,$,$);
#12=IFCLOCALPLACEMENT($,#11);
#13=IFCRECTANGLEPROFILEDEF(.AREA.,$,$,2.,4.);
#14=IFCDIRECTION((0.,0.,1.));
#15=IFCEXTRUDEDAREASOLID(#13,$,#14,3.);
#16=IFCSHAPEREPRESENTATION(#3,'Body','SweptSolid',(#15));
#17=IFCPRODUCTDEFINITIONSHAPE($,$,(#16));
#18=IFCDISTRIBUTIONCHAMBERELEMENT('2i_AVDBcL2h800oxmH_ea1',$,'H1',$,$,#12,#17,$,.MANHOLE.);
#19=IFCDISTRIBUTIONSYSTEM('2i_AVDBcL2h800oxmH_ea2',$,'S',$,$,$,.STORMWATER.);
#20=IFCRELASSIGNSTOGROUP('2i_AVDBcL2h800oxmH_ea3',$,$,$,(#18),$,#19);
#21=IFCPROPERTYSINGLEVALUE('Depth',$,IFCLENGTHMEASURE(3.),$);
#22=IFCPROPERTYSET('2i_AVDBcL2h800oxmH_ea4',$,'Pset_Well',$,(#21));
#23=IFCRELDEFINESBYPROPERTIES('2i_AVDBcL2h800oxmH_ea5',$,$,$,(#18),#22);
`
const METRES = '#4=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);\n'
const MILLIMETRES = '#4=IFCSIUNIT(*,.LENGTHUNIT.,.MILLI.,.METRE.);\n'
/** at 531 000 east, 3 992 000 north, H 100, the x axis turned to the north */
const mapConversion = (scale: string) =>
  `#30=IFCPROJECTEDCRS('EPSG:4549',$,$,$,$,$,$);\n#31=IFCMAPCONVERSION(#3,#30,531000.,3992000.,100.,0.,1.,${scale});\n`
const LINEAR = BOX.replace('#12=IFCLOCALPLACEMENT($,#11);', '#12=IFCLINEARPLACEMENT($,#11,$);')

async function read(data: string, options: object = {}, others: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-ifc-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const files = { 'town.ifc': `${HEAD}${data}ENDSEC;\nEND-ISO-10303-21;\n`, ...others }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  const sources = Object.keys(files).map((name) => join(folder, name))
  return await readListed({ sources, vertical: '1985', name: 'town', ...options })
}

/** West, east, south, north in the survey's plane, and the lowest and highest H. */
function boxOf(survey: Awaited<ReturnType<typeof read>>) {
  const { positions } = survey.models[0]?.mesh ?? { positions: new Float64Array() }
  const places = Array.from({ length: positions.length / 3 }, (_, index) => [
    ...survey.crs.fromLonLat(positions[3 * index] ?? 0, positions[3 * index + 1] ?? 0),
    positions[3 * index + 2] ?? 0,
  ])
  return [0, 1, 2].flatMap((axis) => {
    const values = places.map((place) => place[axis] ?? 0)
    return [Math.min(...values), Math.max(...values)]
  })
}
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 4))

describe('an IFC file', () => {
  test('gives its products with class, system and property sets, placed by its map conversion', async () => {
    const survey = await read(METRES + BOX + mapConversion('1.'))
    expect(survey.models).toMatchObject([
      {
        key: '2i_AVDBcL2h800oxmH_ea1',
        discipline: 'storm',
        kind: 'IfcDistributionChamberElement',
        name: 'H1',
        attributes: { PredefinedType: 'MANHOLE', 'Pset_Well.Depth': 3, system: 'STORMWATER' },
        source: { file: 'town.ifc', row: 18 },
      },
    ])
    // project (10 ± 1, 20 ± 2, 5…8), turned by a quarter to the left
    expect(boxOf(survey)).toEqual(close([530_978, 530_982, 3_992_009, 3_992_011, 105, 108]))
    expect(survey.findings.list).toEqual([])
  })

  test.each(['0.001', '1.', '$'])(
    'in millimetres has the same scale whether the map conversion says %s',
    async (scale) => {
      const survey = await read(MILLIMETRES + BOX + mapConversion(scale))
      expect(boxOf(survey)).toEqual(close([530_999.978, 530_999.982, 3_992_000.009, 3_992_000.011, 100.005, 100.008]))
    },
  )

  test('without a map conversion lies where the options say, and says so', async () => {
    const survey = await read(METRES + BOX, { crs: 'local', anchor: { lon: 120.3, lat: 36.1 } })
    const { positions } = survey.models[0]?.mesh ?? { positions: new Float64Array() }
    const lons = Array.from({ length: positions.length / 3 }, (_, index) => positions[3 * index] ?? 0)
    expect((Math.min(...lons) + Math.max(...lons)) / 2).toBeCloseTo(120.3, 7)
    expect(survey.findings.list).toMatchObject([{ rule: 'ifc-no-georeference', severity: 'note' }])
    await expect(read(METRES + BOX)).rejects.toMatchObject({ finding: { rule: 'no-crs' } })
  })

  test('leaves out what stands along an alignment, because its heights would be wrong', async () => {
    const survey = await read(METRES + LINEAR + mapConversion('1.'))
    expect(survey.models).toEqual([])
    expect(survey.findings.list).toMatchObject([{ rule: 'ifc-linear-placement', severity: 'error', row: 18 }])
  })

  test('that is none is one finding among good ones, and stops the run alone', async () => {
    const broken = { 'broken.ifc': 'hello' }
    const survey = await read(METRES + BOX + mapConversion('1.'), {}, broken)
    expect(survey.models.length).toBe(1)
    expect(survey.findings.list).toMatchObject([{ rule: 'bad-ifc', file: 'broken.ifc' }])
  })
})
