import { describe, expect, it } from 'vitest'
import { decodeSpaces, SPACE_KINDS } from '../../src/domain/leak/space-file.ts'
import { aLeak } from './a-leak.ts'
import { NEAR, PeopleNear } from './people-near.ts'
import { partsOf, type Station } from './structure-parts.ts'

const POINTS = 'Exp_No,X,Y,Surf_H,Feature,Subsid,Well_Deep,Well_Size'
const FILES: Readonly<Record<string, readonly string[]>> = {
  WSPOINT: [
    POINTS,
    'WS1,3988000,531000,5,,窨井,2.5,1000',
    'WS2,3988000,531040,5,三通,,,',
    'WS3,3988000,531080,5,,窨井,2.5,',
    'WS4,3988030,531040,5,,化粪池,2.0,',
    'WS5,3988000,531120,5,,泵站,,',
    // another shard
    'WS6,3988000,527000,5,,窨井,3.0,1200X800',
  ],
  WSLINE: [
    'S_Exp,E_Exp,S_Deep,E_Deep,PSize,Material,Pressure,Status',
    'WS1,WS2,2.0,2.1,300,PE,,0',
    'WS2,WS3,2.1,2.2,600X400,PE,,0',
    'WS4,WS2,1.0,1.2,,PE,,1',
    'WS3,WS5,2.0,2.0,200,PE,0.2,0',
    'WS6,WS1,2.0,2.0,400,PE,,0',
  ],
  TXPOINT: [POINTS, 'TX1,3988050,531000,5,,人孔,1.6,1200X900', 'TX2,3988050,531040,5,,手孔,,'],
  TXLINE: [
    'S_Exp,E_Exp,S_Deep,E_Deep,PSize,Material,EmBed',
    'TX1,TX2,0.8,0.8,480X360,PVC,管块',
    'TX2,TX1,0.8,0.8,100,PVC,管埋',
    'TX1,TX2,0.8,0.8,1000X800,PVC,管沟',
    'TX2,TX1,0.8,0.8,100,PVC,直埋',
  ],
  tunnels: [
    'id,name,kind,inner_radius_m,thickness_m,floor_m,wkt',
    'T1,西隧道,road,3,0.4,0,"LINESTRING Z (531000 3988300 -8, 531500 3988300 -8)"',
    'T2,东隧道,road,3,0.4,1,"LINESTRING Z (531500.3 3988300 -8, 531600 3988300 -8)"',
  ],
  galleries: [
    'id,name,cabins,height_m,wall_m,wkt',
    'G1,管廊,燃气舱:2;综合舱:3,3,0.5,"LINESTRING Z (531000 3988400 -4, 531100 3988400 -4)"',
  ],
  boxes: [
    'id,name,kind,width_m,height_m,wall_m,wkt',
    'B1,中心站,metro,20,12,0.8,"LINESTRING Z (531200 3988500 -15, 531300 3988500 -15)"',
  ],
  entries: [
    'id,name,kind,sill_level_m,volume_m3,x_east,y_north',
    'E1,地下车库,basement,5.2,300,531020,3988018',
    'E2,中心站A口,metro,5.2,20000,531200,3988520',
    'E3,北站A口,metro,5.2,9000,531000,3988900',
    'E4,北站B口,metro,5.2,9000,531050,3988900',
    'E5,配电房,substation,5.2,,531020,3988030',
  ],
  customers: [
    'id,name,class,water_point,gas_point,people,water_demand_l_s,x_east,y_north',
    'C1,小区,residential,water/JS1,,120,1,531000,3988020',
    'C2,远处,residential,water/JS1,,50,1,531000,3988800',
  ],
  sensors: [
    'id,kind,name,asset,district_id,period_s,x_east,y_north',
    'M1,ch4-well,井甲烷,sewer/WS3,D1,60,531080,3988000',
    'M2,gallery-methane,管廊综合舱1号,gallery/G1,D1,60,531080,3988400',
    'M3,gallery-methane,管廊某处,gallery/G1,D1,60,531080,3988400',
    'M4,ch4-well,点甲烷,sewer/WS2,D1,60,531040,3988000',
    'M5,gas-pressure,压力,sewer/WS3,D1,60,531080,3988000',
  ],
}

/** One build for all tests. */
let built: ReturnType<typeof aLeak> | null = null

async function theSpaces() {
  built ??= aLeak({
    files: FILES,
    networks: { sewer: 'WS', telecom: 'TX' },
    tables: ['tunnels', 'galleries', 'boxes', 'entries', 'customers', 'sensors'],
  })
  const leak = await built
  const plan = await leak.plan()
  const file = decodeSpaces(await leak.open(plan.spaces ?? ''))
  const at = (key: string) => {
    const found = file.id.indexOf(/^E\d/.test(key) ? key : `testtown/${key}`)
    if (found < 0) throw new Error(`no space ${key}`)
    return found
  }
  const passages = Array.from(file.from, (from, index) => ({
    ends: [from, file.to[index] ?? -1].map((space) => file.id.at(space)?.replace('testtown/', '')).sort(),
    area: file.area[index] ?? 0,
    length: file.length[index] ?? 0,
  }))
  const told = (why: RegExp) =>
    [...plan.missing, ...plan.assumed].find((one) => one.part === 'spaces' && why.test(one.why.en))
  return { plan, file, at, passages, told }
}

describe('the spaces of a leak', () => {
  it('are wells with the volume of their shaft, and none where it was not surveyed', async () => {
    const { file, at, told } = await theSpaces()
    const [round, oblong, unknown] = ['sewer/WS1', 'sewer/WS6', 'sewer/WS3'].map(at) as [number, number, number]
    expect(file.kind[round]).toBe(SPACE_KINDS.indexOf('well'))
    expect(file.volume[round]).toBeCloseTo((Math.PI / 4) * 2.5, 4)
    expect([file.height[round], file.radius[round], file.depth[round]]).toEqual([2.5, 0.5, 1.25])
    expect([file.x[round], file.otherX[round]]).toEqual([expect.closeTo(531000, 3), expect.closeTo(531000, 3)])
    expect(file.volume[oblong]).toBeCloseTo(1.2 * 0.8 * 3, 4)
    expect([file.volume[unknown], file.radius[unknown]]).toEqual([Number.NaN, Number.NaN])
    expect(told(/^wells/)).toMatchObject({ assets: expect.arrayContaining(['testtown/sewer/WS3']) })
  })

  it('are no points without a well, and no tank by its depth', async () => {
    const { file, at } = await theSpaces()
    expect(file.id.indexOf('testtown/sewer/WS2')).toBe(-1)
    expect(file.id.indexOf('testtown/sewer/WS5')).toBe(-1)
    const tank = at('sewer/WS4')
    expect([SPACE_KINDS[file.kind[tank] ?? 0], file.volume[tank]]).toEqual(['other', Number.NaN])
  })

  it('are drains with the volume of their section, but no rising main', async () => {
    const { file, at, told } = await theSpaces()
    const [round, box, unknown] = ['sewer/WS1~WS2~1', 'sewer/WS2~WS3~1', 'sewer/WS4~WS2~1'].map(at) as [
      number,
      number,
      number,
    ]
    expect(file.volume[round]).toBeCloseTo((Math.PI / 4) * 0.3 ** 2 * 40, 1)
    expect(file.volume[box]).toBeCloseTo(0.6 * 0.4 * 40, 1)
    expect([file.height[box], file.radius[box]]).toEqual([expect.closeTo(0.4, 5), expect.closeTo(0.3, 5)])
    // the invert lies 2.0 m down
    expect(file.depth[round]).toBeCloseTo(1.85, 5)
    expect(file.volume[unknown]).toBeNaN()
    expect(file.id.indexOf('testtown/sewer/WS3~WS5~1')).toBe(-1)
    expect(told(/^drains have the volume of empty/)?.count).toBe(3)
    expect(told(/^drains whose section/)?.assets).toEqual(['testtown/sewer/WS4~WS2~1'])
  })

  it('are foul drains that fall the way their water runs, where their beds tell it', async () => {
    const { file, at } = await theSpaces()
    const fall = (key: string) => file.fall[at(key)] as number
    // 2.0 m deep and 2.1 m deep, 40 m on
    expect(fall('sewer/WS1~WS2~1')).toBeCloseTo(0.1 / 40, 4)
    expect(fall('sewer/WS6~WS1~1')).toBeNaN()
    expect([fall('telecom/TX1~TX2~1'), fall('sewer/WS1')]).toEqual([Number.NaN, Number.NaN])
  })

  it('are ducts, of which a bank has no volume and a buried cable is none', async () => {
    const { file, at } = await theSpaces()
    const volume = (key: string) => file.volume[at(`telecom/${key}`)] ?? Number.NaN
    expect(volume('TX1~TX2~1')).toBeNaN()
    expect(file.radius[at('telecom/TX1~TX2~1')]).toBeCloseTo(0.24, 5)
    expect(volume('TX2~TX1~1')).toBeCloseTo((Math.PI / 4) * 0.01 * 40, 2)
    expect(volume('TX1~TX2~2')).toBeCloseTo(0.8 * 40, 1)
    expect(file.id.indexOf('testtown/telecom/TX2~TX1~2')).toBe(-1)
  })

  it('are parts of tunnels of at most 200 m, above their floor', async () => {
    const { file, at } = await theSpaces()
    const parts = ['tunnel/T1#1', 'tunnel/T1#2', 'tunnel/T1#3'].map(at)
    const lengths = parts.map((part) => (file.otherX[part] ?? 0) - (file.x[part] ?? 0))
    expect(Math.max(...lengths)).toBeLessThanOrEqual(200)
    expect(lengths.reduce((sum, length) => sum + length)).toBeCloseTo(500, 3)
    expect(parts.reduce((sum, part) => sum + (file.volume[part] ?? 0), 0)).toBeCloseTo(Math.PI * 9 * 500, -2)
    // radius 3, floor 1: the segment below has 9 acos(2/3) − 2 √5
    const above = Math.PI * 9 - (9 * Math.acos(2 / 3) - 2 * Math.sqrt(5))
    expect(file.volume[at('tunnel/T2')]).toBeCloseTo(above * 99.7, 0)
    expect(file.height[at('tunnel/T2')]).toBe(5)
  })

  it('are cabins of galleries beside each other', async () => {
    const { file, at } = await theSpaces()
    const [gas, other] = ['gallery/G1#1', 'gallery/G1#2'].map(at) as [number, number]
    expect([file.volume[gas], file.volume[other]]).toEqual([expect.closeTo(600, 0), expect.closeTo(900, 0)])
    // walls 0.5 m: the first cabin's middle is 1.75 m to the left of the path, the second's 1.25 m to its right
    expect([file.y[gas], file.y[other]]).toEqual([expect.closeTo(3988401.75, 3), expect.closeTo(3988398.75, 3)])
  })

  it('are basements, and a station once for all its doors', async () => {
    const { file, at } = await theSpaces()
    expect([file.volume[at('E1')], file.depth[at('E1')], file.gid[at('E1')]]).toEqual([300, Number.NaN, 0])
    expect(file.volume[at('E5')]).toBeNaN()
    expect([file.id.indexOf('E3') >= 0, file.id.indexOf('E4')]).toEqual([true, -1])
    // its box is there already
    expect(file.id.indexOf('E2')).toBe(-1)
  })

  it('know who is near', async () => {
    const { file, at } = await theSpaces()
    expect([file.people[at('sewer/WS1')], file.people[at('sewer/WS6')]]).toEqual([120, 0])
    expect(file.people[at('sewer/WS6~WS1~1')]).toBe(120)
  })
})

describe('the passages between spaces', () => {
  it('lead from a drain into its well, also in another shard, through its section over half its length', async () => {
    const { passages } = await theSpaces()
    const own = passages.filter(({ ends }) => ends.includes('sewer/WS6~WS1~1'))
    expect(own.map(({ ends }) => ends)).toEqual([
      ['sewer/WS6', 'sewer/WS6~WS1~1'],
      ['sewer/WS1', 'sewer/WS6~WS1~1'],
    ])
    for (const { area, length } of own)
      expect([area, length]).toEqual([expect.closeTo((Math.PI / 4) * 0.16, 5), expect.closeTo(2000, -1)])
  })

  it('lead from drain to drain where no well is', async () => {
    const { passages } = await theSpaces()
    const own = passages.find(({ ends }) => ends.join() === 'sewer/WS1~WS2~1,sewer/WS2~WS3~1')
    expect(own?.area).toBeCloseTo((Math.PI / 4) * 0.09, 5)
    expect(own?.length).toBeCloseTo(40, 1)
  })

  it('have no area where the section is not known', async () => {
    const { passages } = await theSpaces()
    const own = passages.filter(({ ends }) => ends.includes('telecom/TX1~TX2~1'))
    expect(own).toHaveLength(2)
    expect(own.every(({ area }) => Number.isNaN(area))).toBe(true)
  })

  it('lead along a tunnel, into the next one, and never through a cabin wall', async () => {
    const { passages } = await theSpaces()
    const ends = passages.map((passage) => passage.ends.join())
    expect(ends).toContain('tunnel/T1#1,tunnel/T1#2')
    expect(ends).toContain('tunnel/T1#3,tunnel/T2')
    expect(ends.filter((one) => one.includes('gallery'))).toEqual([])
  })
})

describe('methane sensors', () => {
  it('stand in the space of their asset or in the cabin that their name has; others are told', async () => {
    const { plan, file, at, told } = await theSpaces()
    expect(plan.methane).toEqual([
      { id: 'M1', name: '井甲烷', space: 'testtown/sewer/WS3' },
      { id: 'M2', name: '管廊综合舱1号', space: 'testtown/gallery/G1#2' },
    ])
    expect([
      file.hasSensor[at('sewer/WS3')],
      file.hasSensor[at('gallery/G1#2')],
      file.hasSensor[at('gallery/G1#1')],
    ]).toEqual([1, 1, 0])
    expect(told(/in what cabin/)?.assets).toEqual(['M3'])
    expect(told(/no known space/)?.assets).toEqual(['M4'])
  })
})

describe('the parts of an axis', () => {
  const station = (x: number, y: number, chainage: number): Station => ({ x, y, level: 0, ground: 5, chainage })

  it('leave a curve by at most half a metre', () => {
    const radius = 300
    const arc = Array.from({ length: 301 }, (_, i) =>
      station(radius * Math.sin(i / radius), radius * Math.cos(i / radius), i),
    )
    const parts = partsOf(arc)
    expect(parts[0]?.from).toBe(arc[0])
    expect(parts.at(-1)?.to).toBe(arc.at(-1))
    for (const { from, to } of parts) {
      const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2]
      expect(radius - Math.hypot(x, y)).toBeLessThanOrEqual(0.5)
    }
    // an arc of 2 √(2 · 300 · 0.5) m has that sag
    expect(parts.length).toBeLessThanOrEqual(9)
  })

  it('are none of a single place', () => {
    expect(partsOf([station(0, 0, 0)])).toEqual([])
  })
})

describe('people near an axis', () => {
  it('are as many as a look at all of them finds', () => {
    const places = Array.from({ length: 400 }, (_, i) => ({
      x: (i * 37) % 500,
      y: (i * 91) % 470,
      people: 1 + (i % 5),
    }))
    const near = new PeopleNear(places)
    for (let i = 0; i < 60; i++) {
      const [x, y, otherX] = [(i * 53) % 500, (i * 29) % 470, ((i * 53) % 500) + (i % 4) * 40]
      const expected = places
        .filter((place) => Math.hypot(place.x - Math.min(Math.max(place.x, x), otherX), place.y - y) <= NEAR)
        .reduce((sum, { people }) => sum + people, 0)
      expect(near.along(x, y, otherX, y)).toBe(expected)
    }
  })

  it('are not known where nobody told of any', () => {
    expect(new PeopleNear([]).along(0, 0, 1, 1)).toBeNaN()
  })
})
