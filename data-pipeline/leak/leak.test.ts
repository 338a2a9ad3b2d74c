import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodePipes, HEAT_SIDE } from '../../src/domain/leak/pipe-file.ts'
import { decodeNetwork } from '../../src/domain/network/network-file.ts'
import { PASSAGE, VALVE_STATE } from '../../src/domain/network/topology.ts'
import { aLeak } from './a-leak.ts'
import { innerDiameter } from './inner-diameter.ts'

const POINTS = 'Exp_No,X,Y,Surf_H,Feature,Subsid,Well_Deep'
const LINES = 'S_Exp,E_Exp,S_Deep,E_Deep,PSize,Material,WallThick,Pressure,Temperature,Type,Mdate,Status,EmBed'
const FILES: Readonly<Record<string, readonly string[]>> = {
  RQPOINT: [
    `${POINTS},启闭状态`,
    'RQ1,3988000,531000,5,,门站,',
    'RQ2,3988000,531040,5.4,三通,,',
    // a kilometre to the west: another shard
    'RQ3,3988000,527000,4.6,,阀门井,1.5,常闭',
    'RQ4,3988030,531040,,,调压箱,',
  ],
  RQLINE: [
    LINES,
    'RQ1,RQ2,1.0,1.2,325,G,8,0.4,,TR,2005,0,ZM',
    'RQ3,RQ2,1.0,1.0,160,PE,10,0.2,,YH,2018,0,SJ',
    'RQ2,RQ4,,,DN110,PE,,,,TR,,1,架空',
    'RQ4,RQ1,1.0,1.0,400X300,,,0.4,,,,0',
  ],
  RLPOINT: [
    ...[
      POINTS,
      'RL1,3988100,531000,5,,热源厂,',
      'RL2,3988100,531040,5.4,,检查室,2.4',
      'RL3,3988100,531080,5.4,,换热站,',
    ],
    ...['RL4,3988200,531000,5,,换热站,', 'RL5,3988200,531040,5.4,,检查室,2.4'],
  ],
  RLLINE: [
    ...[`${LINES},供回`, 'RL1,RL2,1.0,1.0,300,G,8,1,130,RS,2011,0,,供', 'RL2,RL3,1.0,1.0,300,G,8,1,130,RS,2011,0,,'],
    'RL4,RL5,1.0,1.0,200,G,8,0.6,70,RS,2011,0,,回水',
  ],
}
const SENSORS = [
  'id,kind,name,asset,district_id,period_s,x_east,y_north',
  'W1,wind-speed,风速,gas/RQ1,D1,60,531020,3988000',
  'W2,gas-pressure,压力,gas/RQ1,D1,60,531020,3988000',
]

const CUSTOMERS = [
  'id,name,class,heat_point,heat_return_point,heat_load_kw,people,x_east,y_north',
  'C1,楼,residential,heat/RL3,heat/RL5,120,300,531080,3988110',
  'C2,院,hospital,heat/RL5,,,80,531040,3988210',
]

const GIVEN = {
  files: { ...FILES, sensors: SENSORS, customers: CUSTOMERS },
  networks: { gas: 'RQ', heat: 'RL' },
  tables: ['sensors', 'customers'],
}

/** One build for all tests that only read it. */
let built: ReturnType<typeof aLeak> | null = null

async function aPlan() {
  built ??= aLeak(GIVEN)
  const leak = await built
  return { ...leak, plan: await leak.plan() }
}

async function pipesOf(discipline: string) {
  const { plan, open } = await aPlan()
  const network = decodeNetwork(await open(`network/${discipline}.bin`))
  const own = plan.networks.find((one) => one.discipline === discipline)
  const pipes = decodePipes(await open(own?.pipes ?? ''))
  const linkOf = (key: string) => network.linkId.indexOf(`testtown/${discipline}/${key}`)
  return { plan, network, pipes, linkOf, sources: own?.sources }
}

describe('the pipes of a leak', () => {
  it('stand at the links of the network file, across shards', async () => {
    const { network, pipes, linkOf } = await pipesOf('gas')
    expect(pipes.length).toHaveLength(network.from.length)
    const links = ['RQ1~RQ2~1', 'RQ3~RQ2~1', 'RQ2~RQ4~1', 'RQ4~RQ1~1'].map(linkOf)
    expect([...links].sort()).toEqual([0, 1, 2, 3])
    expect(links.map((link) => pipes.subclass.at(link))).toEqual(['TR', 'YH', 'TR', ''])
    expect(links.map((link) => pipes.isAbove[link])).toEqual([0, 1, 1, 0])
    expect(links.map((link) => pipes.built[link])).toEqual([2005, 2018, 0, 0])
    expect(links.map((link) => pipes.material.at(link))).toEqual(['G', 'PE', 'PE', ''])
    expect(links.map((link) => pipes.pressure[link])).toEqual([400, 200, Number.NaN, 400])
  })

  it('have the axis below the crown by wall and half of the size', async () => {
    const { pipes, linkOf } = await pipesOf('gas')
    const link = linkOf('RQ1~RQ2~1')
    // crown 1.0 and 1.2 m below 5.0 and 5.4 m, wall 8 mm, size 325 mm
    expect(pipes.fromDepth[link]).toBeCloseTo(1.1705, 4)
    expect(pipes.toDepth[link]).toBeCloseTo(1.3705, 4)
    expect(pipes.fromLevel[link]).toBeCloseTo(3.8295, 4)
    expect(pipes.toLevel[link]).toBeCloseTo(4.0295, 4)
    expect(pipes.length[link]).toBeCloseTo(Math.hypot(40, 0.2), 1)
  })

  it('lack what the survey does not tell, and the plan names how many', async () => {
    const { pipes, linkOf, plan } = await pipesOf('gas')
    const [unknown, box] = [linkOf('RQ2~RQ4~1'), linkOf('RQ4~RQ1~1')]
    expect([pipes.fromLevel[unknown], pipes.toDepth[unknown], pipes.diameter[box]]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ])
    const told = (why: string) =>
      [...plan.missing, ...plan.assumed].find((one) => one.part === 'gas' && one.why.en === why)
    expect(told('the level of the axis is not known')).toMatchObject({
      count: 2,
      assets: expect.arrayContaining(['testtown/gas/RQ2~RQ4~1']),
    })
    expect(told('the section is not round')).toMatchObject({ count: 1, assets: ['testtown/gas/RQ4~RQ1~1'] })
    expect(told('the size is that over the wall, which is not known: the bore is taken as large')?.count).toBe(1)
  })

  it('have the temperature of what they carry', async () => {
    const { pipes, linkOf } = await pipesOf('heat')
    expect(pipes.temperature[linkOf('RL1~RL2~1')]).toBe(130)
  })

  it('lead from the source or back to it where the survey says so', async () => {
    const { pipes, linkOf } = await pipesOf('heat')
    const sides = ['RL1~RL2~1', 'RL2~RL3~1', 'RL4~RL5~1'].map((key) => pipes.side?.[linkOf(key)])
    expect(sides).toEqual([HEAT_SIDE.supply, HEAT_SIDE.unknown, HEAT_SIDE.return])
  })

  it('let nothing through where a valve is surveyed as closed', async () => {
    const { network, linkOf } = await pipesOf('gas')
    expect([...(network.valveState ?? [])]).toEqual([VALVE_STATE.closed])
    expect(network.passage?.[linkOf('RQ3~RQ2~1')]).toBe(PASSAGE.closed)
    expect(network.passage?.[linkOf('RQ1~RQ2~1')]).toBe(PASSAGE.both)
  })

  it.each([
    ['a steel pipe by its outer diameter', 0.325, 0.008, 'G', 0.309],
    ['a steel pipe by its bore', 0.3, 0.008, 'G', 0.3],
    ['reinforced concrete', 1.02, 0.1, '钢筋混凝土', 1.02],
    ['plastics', 0.063, 0.006, 'PE', 0.051],
    ['plastics without a wall', 0.063, Number.NaN, 'PE', 0.063],
    ['cast iron', 0.3, 0.012, 'QM', 0.3],
    ['a wall that leaves no bore', 0.02, 0.02, 'PE', 0.02],
  ])('have the bore of %s', (_, size, wall, material, expected) => {
    expect(innerDiameter(size, wall, material).diameter).toBeCloseTo(expected, 12)
  })
})

describe('drains', () => {
  it('keep the section of what is not round, and nobody asks for their pressure', async () => {
    const rows = (FILES.RLLINE ?? []).map((row) => row.replaceAll('RL', 'WS'))
    const points = (FILES.RLPOINT ?? []).map((row) => row.replaceAll('RL', 'WS'))
    const { plan } = await aLeak({
      files: { WSPOINT: points, WSLINE: rows },
      networks: { sewer: 'WS' },
      hasWater: false,
    })
    const { networks, missing } = await plan()
    expect(networks).toEqual([{ discipline: 'sewer', pipes: 'leak/pipes-sewer.bin', sources: [], ends: [] }])
    const lacks = missing.filter(({ part }) => part === 'sewer').map(({ why }) => why.en)
    expect(lacks).toContain('the flow in dry weather is not known')
    expect(lacks.join()).not.toMatch(/pressure|temperature|feeds/)
  })

  it('of a box have its sides instead of a bore', async () => {
    const { pipes, linkOf } = await pipesOf('gas')
    const [box, round] = [linkOf('RQ4~RQ1~1'), linkOf('RQ1~RQ2~1')]
    expect([pipes.width[box], pipes.height[box]].every((side) => (side ?? 0) > 0)).toBe(true)
    expect([pipes.width[round], pipes.height[round]]).toEqual([Number.NaN, Number.NaN])
  })
})

describe('where a network is fed', () => {
  it('has no pressure that nobody told', async () => {
    expect((await pipesOf('water')).sources).toEqual([{ node: 'testtown/water/JS1', pressure_kpa: null }])
  })

  it('has in gas the pressure that the lines there are laid for, and the plan says so', async () => {
    const { sources, plan } = await pipesOf('gas')
    expect(sources).toEqual([{ node: 'testtown/gas/RQ1', pressure_kpa: 400 }])
    expect(plan.assumed.filter(({ part }) => part === 'gas').map(({ assets }) => assets)).toContainEqual([
      'testtown/gas/RQ1',
    ])
  })

  it('is a station of heat only where no plant feeds it', async () => {
    expect((await pipesOf('heat')).sources?.map(({ node }) => node)).toEqual(
      ['RL1', 'RL4'].map((key) => `testtown/heat/${key}`),
    )
  })

  it('has in heat the customers at their flow and their return, with what they are laid out for', async () => {
    const { network } = await pipesOf('heat')
    const at = Array.from(network.customerNode, (node, n) => [network.customerId.at(n), network.nodeId.at(node)])
    expect(at).toEqual([
      ['C1', 'testtown/heat/RL3'],
      ['C1', 'testtown/heat/RL5'],
      ['C2', 'testtown/heat/RL5'],
    ])
    expect([...network.customerHeat]).toEqual([120_000, 120_000, Number.NaN])
  })

  it('has none in gas where two tiers meet', async () => {
    const rows = FILES.RQLINE?.map((row) => row.replace('300,,,0.4', '300,,,0.2')) ?? []
    const { plan } = await aLeak({ ...GIVEN, files: { ...GIVEN.files, RQLINE: rows } })
    const { networks } = await plan()
    expect(networks.find(({ discipline }) => discipline === 'gas')?.sources[0]?.pressure_kpa).toBeNull()
  })
})

describe('what leaks of a city are computed from', () => {
  it('names the sensors of wind', async () => {
    const { plan } = await aPlan()
    expect(plan.wind).toEqual([{ id: 'W1', name: '风速', at: [531020, 3988000] }])
  })

  it('has the grades of gas that the city gives, and none of its own making', async () => {
    const gasGrades = { name: { zh: '规程', en: 'Code' }, lines: [{ from: 0.2, grade: '二级' }] }
    const { plan } = await aLeak({ ...GIVEN, gasGrades })
    expect((await plan()).gasGrades).toEqual(gasGrades)
    expect((await aPlan()).plan.gasGrades).toBeNull()
  })

  it('is of the internal grade alone', async () => {
    const { root } = await aPlan()
    const published = await readdir(join(root, 'public'), { recursive: true })
    expect(published.filter((file) => /leak|pipes-|spaces/.test(file))).toEqual([])
  })

  it('is the same bytes each time', async () => {
    const folders = [(await aPlan()).build, (await aLeak(GIVEN)).build]
    const [first, second] = await Promise.all(
      folders.map(async (folder) => {
        const names = (await readdir(join(folder, 'leak'))).sort()
        const hashes = names.map(async (name) =>
          createHash('sha256')
            .update(await readFile(join(folder, 'leak', name)))
            .digest('hex'),
        )
        return { names, hashes: await Promise.all(hashes) }
      }),
    )
    expect(first).toEqual(second)
  })

  it('is nothing where no network carries anything', async () => {
    const files = { DLPOINT: FILES.RLPOINT ?? [], DLLINE: FILES.RLLINE ?? [] }
    const { leak, build } = await aLeak({ files, networks: { power: 'DL' }, hasWater: false })
    expect(leak).toBeNull()
    expect(await readdir(build)).not.toContain('leak')
  })
})
