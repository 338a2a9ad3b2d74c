import { expect, test } from 'vitest'
import { readListed } from '../a-read-survey.ts'
import { aSurveyFolder } from '../a-survey-folder.ts'

const PLAN = `alignment,kind,length_m,start_chainage_m,start_x_east,start_y_north,start_bearing_deg,start_radius_m,end_radius_m
M1,line,100,1000,531000,3988000,90,,
M1,clothoid,60,,,,,,400
M1,arc,200,,,,,400,
`
const PROFILE = `alignment,chainage_m,level_m,radius_m
M1,1000,-8,
M1,1200,-12,3000
M1,1360,-11,
`
const SECTIONS = `id,type,alignment,from_m,to_m,kind,name,width_m,height_m,wall_m,inner_radius_m,thickness_m,cabins,offset_m
T1,tunnel,M1,1000,1100,metro,左线,,,,2.75,0.35,,-7
B1,box,M1,1100,1200,metro,车站,20,6.5,0.8,,,,
G1,gallery,M1,1200,1300,,管廊,,3,0.3,,,燃气舱:1.9;综合舱:3.2,
Q1,bridge,M1,1300,1360,road,桥,12,,,,1.5,,
`

async function read(changes: { plan?: string; profile?: string; sections?: string } = {}) {
  const files = {
    'plan.csv': changes.plan ?? PLAN,
    'profile.csv': changes.profile ?? PROFILE,
    'sections.csv': changes.sections ?? SECTIONS,
  }
  const tables = { alignments: 'plan.csv', profiles: 'profile.csv', sections: 'sections.csv' }
  const survey = await readListed({ sources: [await aSurveyFolder({ manifest: { tables }, files })] })
  return { structures: survey.structures, findings: survey.findings.list.filter(({ file }) => file && file in files) }
}

test('a table of sections along an alignment becomes tunnels, boxes, galleries and bridges', async () => {
  const { structures, findings } = await read()
  expect(findings).toEqual([])
  expect(structures.map(({ key, discipline, shape }) => [key, discipline, shape.kind])).toEqual([
    ['T1', 'metro', 'tunnel'],
    ['B1', 'metro', 'gallery'],
    ['G1', 'gallery', 'gallery'],
    ['Q1', 'bridge', 'bridge'],
  ])
  expect(structures[1]?.shape).toMatchObject({ cabins: [{ width: 20 }], height: 6.5, wall: 0.8 })
  // eastwards, 7 m to the left = north; 2 % down from −8
  const [first, last] = [structures[0]?.path[0], structures[0]?.path.at(-1)]
  expect(first).toMatchObject({ x: expect.closeTo(531_000, 6), y: expect.closeTo(3_988_007, 6), height: -8 })
  expect(last?.height).toBeCloseTo(-10, 9)
  // one ends where the next begins
  expect(structures[2]?.path[0]).toEqual(structures[1]?.path.at(-1))
})

test.each([
  ['an element without a start', { plan: PLAN.replace('531000,3988000,90', ',,') }, 'bad-element'],
  ['a radius of 0', { plan: PLAN.replace('400,\n', '0,\n') }, 'bad-element'],
  ['a gap in the plan', { plan: PLAN.replace('M1,arc,200,,,,', 'M1,arc,200,,531160,3988000,94.3') }, 'alignment-gap'],
  ['chainages that go back', { profile: PROFILE.replace('M1,1360', 'M1,1150') }, 'bad-element'],
  ['vertical curves that overlap', { profile: PROFILE.replace('3000', '90000') }, 'curve-overlap'],
  ['a section beyond the plan', { sections: SECTIONS.replace('1300,1360', '1300,1400') }, 'alignment-range'],
  ['a section without its sizes', { sections: SECTIONS.replace('2.75', '') }, 'bad-row'],
])('%s is told', async (_, changes, rule) => {
  const { findings } = await read(changes)
  expect(new Set(findings.map((finding) => finding.rule))).toContain(rule)
})
