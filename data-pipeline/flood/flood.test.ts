import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeArrayBuffer } from 'geotiff'
import { afterAll, describe, expect, it } from 'vitest'
import { crsOf } from '../../src/domain/geo/crs.ts'
import { decodeFloodGround } from '../../src/domain/inundation/flood-ground.ts'
import { floodPlanSchema } from '../../src/domain/inundation/flood-plan.ts'
import { decodeFloodSurface } from '../../src/domain/inundation/flood-surface.ts'
import { readInp } from '../../workers/inundation/network/inp/read.ts'
import { buildCity } from '../build.ts'
import { cityPlane } from '../publish/city-plane.ts'
import type { PlacedAsset } from '../publish/placed.ts'
import { ToldParts } from '../publish/told-parts.ts'
import { aSurveyFolder, type FolderChanges } from '../read/a-survey-folder.ts'
import { boxAround } from './flood-box.ts'
import { gateOf } from './gates.ts'
import { isOtherDevice } from './write-drainage.ts'

/** South-west corner, width of a pixel and pixels a side of the DEM: 2.5 km around the small survey. */
const DEM = { west: 529_800, south: 3_986_700, cell: 10, count: 260 }
/** The ground rises to the east by 1 %. */
const groundAt = (x: number) => 5 + (x - 531_000) * 0.01
const POINTS = [
  'Exp_No,X,Y,Surf_H,Feature,Subsid,Well_Deep,Cover_Size,Note,Name',
  'YS1,3988000,531000,5,,窨井,2.0,700,,',
  'YS2,3988000,531040,5.4,,雨水箅,1.2,450x750,,',
  'YS3,3988000,530960,4.6,,窨井,2.2,,,',
  'YS4,3988000,530920,4.2,,出水口,,,拍门,',
  'YS5,3988030,531000,,,窨井,,,,',
  'YS6,3988000,530910,4.1,,出水口,,,,',
  'YS7,3988010,530910,4.1,,出水口,,,,',
]
const LINES = [
  'S_Exp,E_Exp,S_Deep,E_Deep,PSize,Material,Status',
  'YS2,YS1,1.1,1.5,300,PE,0',
  'YS1,YS3,1.9,1.7,600,混凝土,0',
  // surveyed against the flow
  'YS4,YS3,1.9,1.8,1200X800,,0',
  'YS5,YS1,,,300,PE,0',
  'YS1,YS2,1,1,300,PE,1',
  'YS3,YS2,1,1,,PE,0',
]
const TABLES = {
  land_cover: [
    'class,wkt',
    'park,"POLYGON ((530990 3988100, 531010 3988100, 531010 3988120, 530990 3988120, 530990 3988100))"',
    'sea,"POLYGON ((520000 3980000, 530925 3980000, 530925 3995000, 520000 3995000, 520000 3980000))"',
    'moor,"POLYGON ((531100 3988100, 531110 3988100, 531110 3988120, 531100 3988100))"',
  ],
  roads: [
    'id,name_zh,name_en,class,width_m,wkt',
    'R1,试验路,Test Road,local,20,"LINESTRING (530900 3988000, 531100 3988000)"',
  ],
  buildings: [
    'id,height_m,roof_to,wkt',
    'B1,12,storm/YS1,"POLYGON ((531010 3988020, 531030 3988020, 531030 3988040, 531010 3988040, 531010 3988020))"',
  ],
  entries: ['id,name,kind,sill_level_m,volume_m3,x_east,y_north', 'EN1,地下车库,basement,5.2,300,531020,3988018'],
  boxes: [
    'id,name,kind,width_m,height_m,wall_m,wkt',
    'UP1,通道,underpass,8,3,0.4,"LINESTRING Z (531060 3987900 2.1, 531060 3987940 2.1)"',
  ],
  pumps: [
    'id,name,from,to,flow_m3_s,start_level_m,stop_level_m,sump_area_m2,wkt',
    'P1,泵,storm/YS3,storm/YS6,0.5,3.5,2.8,20,"LINESTRING (530960 3988000, 530910 3988000)"',
    'P2,没有流量的泵,storm/YS3,storm/YS6,,3.5,2.8,20,"LINESTRING (530960 3988000, 530910 3988000)"',
    'P3,没有去处的泵,storm/YS3,storm/YS99,0.5,3.5,2.8,20,"LINESTRING (530960 3988000, 530910 3988000)"',
  ],
  gates: [
    'id,name,from,to,width_m,height_m,diameter_m,sill_level_m,coefficient,wkt',
    'G1,挡潮闸,storm/YS3,storm/YS7,2,1.5,,2.6,0.7,"LINESTRING (530960 3988000, 530910 3988010)"',
    'G2,圆闸门,storm/YS2,storm/YS7,,,0.8,4,,"LINESTRING (531040 3988000, 530910 3988010)"',
    'G3,没有高度的闸门,storm/YS1,storm/YS7,2,,,2.9,,"LINESTRING (531000 3988000, 530910 3988010)"',
    'G4,从排口进水的闸门,storm/YS7,storm/YS1,2,1,,2.9,,"LINESTRING (530910 3988010, 531000 3988000)"',
  ],
  storms: ['id,name,a1,c,b,n,r,source', 'S1,公式,11.5,1,10,0.7,0.4,示例', 'S2,坏公式,-1,1,10,0.7,0.4,示例'],
  water_levels: ['water,hour,level_m,discharge_m3_s', 'sea,0,0.5,', 'sea,12,1.5,', 'sea,24,0.5,'],
  normal_levels: ['x_east,y_north,level_m', '531050,3988050,3.4'],
  population: ['x_east,y_north,people', '531050,3988050,420'],
}

function aDem(): Uint8Array {
  const { west, south, cell, count } = DEM
  const heights = Float32Array.from({ length: count * count }, (_, i) => groundAt(west + ((i % count) + 0.5) * cell))
  return new Uint8Array(
    writeArrayBuffer(heights, {
      ...{ width: count, height: count, BitsPerSample: [32], SampleFormat: [3], SamplesPerPixel: 1 },
      ...{ PhotometricInterpretation: 1, ModelPixelScale: [cell, cell, 0], GTRasterTypeGeoKey: 1 },
      ...{ ModelTiepoint: [0, 0, 0, west, south + count * cell, 0], GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 4549 },
    }),
  )
}

const roots: string[] = []
afterAll(() => Promise.all(roots.map((root) => rm(root, { recursive: true }))))

/** Builds the small survey with storm sewers, a DEM and all tables of a flood, but for what is changed. */
async function aFlood({ hasDem = true, tables = TABLES as Readonly<Record<string, readonly string[]>> } = {}) {
  const root = await mkdtemp(join(tmpdir(), 'lifeline-flood-'))
  roots.push(root)
  const names = Object.keys(tables)
  const changes: FolderChanges = {
    manifest: {
      cjj61: [
        { discipline: 'water', points: 'JSPOINT.csv', lines: 'JSLINE.csv' },
        { discipline: 'storm', points: 'YSPOINT.csv', lines: 'YSLINE.csv' },
      ],
      ...(hasDem ? { dem: 'dem.tif' } : {}),
      tables: Object.fromEntries(names.map((name) => [name, `${name}.csv`])),
    },
    files: {
      'YSPOINT.csv': `${POINTS.join('\n')}\n`,
      'YSLINE.csv': `${LINES.join('\n')}\n`,
      ...Object.fromEntries(names.map((name) => [`${name}.csv`, `${tables[name]?.join('\n')}\n`])),
    },
  }
  const source = await aSurveyFolder(changes)
  if (hasDem) await writeFile(join(source, 'dem.tif'), aDem())
  const report = await buildCity({
    sources: [source],
    dataDirectory: join(root, 'data'),
    publicDirectory: join(root, 'public'),
  })
  const build = join(root, 'data/testtown/build')
  const { flood } = JSON.parse(await readFile(join(build, 'city.json'), 'utf8'))
  const open = async (path: string) => {
    const bytes = await readFile(join(build, path))
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  }
  const plan = async () => floodPlanSchema.parse(JSON.parse(await readFile(join(build, flood), 'utf8')))
  return { build, flood, open, plan, report }
}

/** One build for all tests that only read it. */
let built: ReturnType<typeof aFlood> | null = null

async function aPlan() {
  built ??= aFlood()
  const flood = await built
  return { ...flood, plan: await flood.plan() }
}

async function aDrainage() {
  const { plan, build } = await aPlan()
  const read = readInp(await readFile(join(build, plan.drainage?.path ?? ''), 'utf8'), 'drainage.inp')
  if (!read.ok) throw new Error(read.failure.detail)
  const { nodes, links, tables } = read.value
  const byId = <Of extends { readonly id: string }>(list: Iterable<Of>) =>
    new Map([...list].map((one) => [one.id, one]))
  return { plan, nodes: byId(nodes), links: byId(links), curves: tables.curves }
}

describe('the ground of a flood', () => {
  it('has the levels of the DEM at the middles of its cells, in grids with one corner in common', async () => {
    const { plan, open } = await aPlan()
    expect(plan.grids.map(({ size }) => size)).toEqual([2, 4])
    const grids = await Promise.all(plan.grids.map(async ({ path }) => decodeFloodGround(await open(path))))
    expect(
      new Set(grids.map(({ west, south, size, columns, rows }) => [west, south, size * columns, size * rows].join()))
        .size,
    ).toBe(1)
    for (const { columns, rows, size, west, south, bed } of grids) {
      expect([west % 4, south % 4]).toEqual([0, 0])
      const row = Math.floor((3_988_050 - south) / size)
      for (let column = 0; column < columns; column += 7)
        expect(bed[row * columns + column]).toBeCloseTo(groundAt(west + (column + 0.5) * size), 4)
      expect(bed.length).toBe(columns * rows)
    }
  })

  it('is the floor of an underpass where one leads under something', async () => {
    const { plan, open } = await aPlan()
    expect(plan.passages).toEqual(['testtown/tunnel/UP1'])
    const { columns, size, west, south, bed } = decodeFloodGround(await open(plan.grids[0]?.path ?? ''))
    const at = (x: number, y: number) => bed[Math.floor((y - south) / size) * columns + Math.floor((x - west) / size)]
    expect(at(531_060, 3_987_920)).toBeCloseTo(2.1, 5)
    expect(at(531_063, 3_987_920)).toBeCloseTo(2.1, 5)
    // beside it and well before its mouth the ground is as it was
    expect(at(531_066, 3_987_920)).toBeGreaterThan(5.5)
    expect(at(531_060, 3_987_880)).toBeGreaterThan(5.5)
  })
})

describe('the drainage of a flood', () => {
  it('has the inverts, lengths, sections and roughness of the survey, by asset ids', async () => {
    const { nodes, links } = await aDrainage()
    expect(nodes.get('testtown/storm/YS1')).toMatchObject({ kind: 'junction', invert: 3, depth: 2 })
    const pipe = links.get('testtown/storm/YS1~YS3~1')
    expect(pipe).toMatchObject({ from: 'testtown/storm/YS1', to: 'testtown/storm/YS3', roughness: 0.013 })
    if (pipe?.kind !== 'conduit') throw new Error('no conduit')
    expect(pipe.shape).toMatchObject({ type: 'CIRCULAR', depth: 0.6 })
    // the ellipsoid against the plane: 0.4 m in a kilometre at most
    expect(pipe.length).toBeCloseTo(40, 1)
    // invert 3.1 above the bottom 3.0 of its well
    expect(pipe.fromOffset).toBeCloseTo(0.1, 3)
  })

  it('runs from the upper end to the lower, and into its outfall, however it was surveyed', async () => {
    const { links } = await aDrainage()
    expect(links.get('testtown/storm/YS4~YS3~1')).toMatchObject({
      ...{ from: 'testtown/storm/YS3', to: 'testtown/storm/YS4', roughness: 0.013 },
      shape: { type: 'RECT_CLOSED', depth: 0.8, width: 1.2 },
    })
  })

  it('ends where the sea stands by the hour, behind a flap where there is one', async () => {
    const { nodes, curves, plan } = await aDrainage()
    expect(nodes.get('testtown/storm/YS4')).toMatchObject({
      ...{ kind: 'outfall', invert: 2.3, hasFlap: true },
      stage: { type: 'TIDAL', curve: 'sea' },
    })
    expect(curves.get('sea')).toBeDefined()
    expect(plan.drainage?.outfalls).toContainEqual(
      expect.objectContaining({ node: 'testtown/storm/YS4', water: 'sea', isFlapped: true }),
    )
  })

  it('has pumps with their levels as depths in a sump', async () => {
    const { nodes, links, plan } = await aDrainage()
    const pump = links.get('testtown/storm/泵-P1')
    if (pump?.kind !== 'pump') throw new Error('no pump')
    // the sump's bottom is at 4.6 − 2.2
    expect([pump.startDepth, pump.stopDepth].map((depth) => depth.toFixed(3))).toEqual(['1.100', '0.400'])
    expect(nodes.get('testtown/storm/YS3')).toMatchObject({ kind: 'storage', area: { constant: 20 } })
    expect(plan.drainage?.pumps).toEqual([
      { id: 'testtown/storm/泵-P1', name: '泵', from: 'testtown/storm/YS3', to: 'testtown/storm/YS6', flow_m3_s: 0.5 },
    ])
  })

  it('tells by asset what it goes without and what it assumes, and guesses no level', async () => {
    const { plan, links } = await aDrainage()
    const told = (list: typeof plan.missing) => list.flatMap(({ why, assets }) => assets.map((id) => `${id} ${why.en}`))
    expect(told(plan.missing)).toEqual(
      expect.arrayContaining([
        'testtown/storm/YS5~YS1~1 the invert is not known',
        'testtown/storm/YS1~YS2~1 not in use',
        'testtown/storm/YS3~YS2~1 the section is not known',
        'testtown/storm/泵-P2 pumps whose flow, levels or ends are not known',
      ]),
    )
    for (const lacking of ['YS5~YS1~1', 'YS1~YS2~1', 'YS3~YS2~1', '泵-P2', '闸门-G3', '闸门-G4'])
      expect(links.has(`testtown/storm/${lacking}`)).toBe(false)
    expect(told(plan.assumed).filter((text) => !text.includes('闸门'))).toEqual([
      "testtown/storm/YS4~YS3~1 the material is not known: Manning's n is taken as 0.013",
    ])
  })

  it('has gates with their sections, open until they are switched, each into an outfall of its own', async () => {
    const { nodes, links, plan } = await aDrainage()
    const [tide, round] = ['G1', 'G2'].map((key) => links.get(`testtown/storm/闸门-${key}`))
    if (tide?.kind !== 'orifice' || round?.kind !== 'orifice') throw new Error('no gate')
    expect(tide).toMatchObject({ isBottom: false, isCircular: false, width: 2, height: 1.5, coefficient: 0.7 })
    // the sill at 2.6 above the sump's bottom
    expect(tide.offset).toBeCloseTo(0.2, 3)
    expect(round).toMatchObject({ isCircular: true, height: 0.8, coefficient: 0.65, to: 'testtown/storm/YS7#2' })
    // a sill lies no lower than the bed before it, and tells the bed of an outfall that no pipe reaches
    expect(nodes.get('testtown/storm/YS2')).toMatchObject({ invert: 4 })
    expect(nodes.get('testtown/storm/YS7')).toMatchObject({ kind: 'outfall', invert: 2.6 })
    expect(plan.drainage?.gates.map(({ id, name, kind }) => [id, name, kind])).toEqual([
      ['testtown/storm/闸门-G1', '挡潮闸', 'orifice'],
      ['testtown/storm/闸门-G2', '圆闸门', 'orifice'],
    ])
    const told = (list: typeof plan.missing, what: RegExp) =>
      list.filter(({ why }) => what.test(why.en)).flatMap(({ assets }) => assets.map((id) => id.split('-')[1]))
    expect(told(plan.missing, /^gates/).sort()).toEqual(['G3', 'G4'])
    expect(told(plan.assumed, /fully open/)).toEqual(['G1', 'G2'])
    expect(told(plan.assumed, /discharge coefficient/)).toEqual(['G2'])
  })

  it('takes orifices and weirs that have their measures, tells those that have not, and takes nothing else', () => {
    const sized = { height_m: 1, width_m: 2, sill_level_m: 3, coefficient: 1.8 }
    const device = (id: string, kind: string, discipline: string, attributes: object = {}) =>
      ({ id, of: { type: 'device', ends: [1, 2], device: { kind, discipline, attributes, name: null } } }) as never
    const all: PlacedAsset[] = [
      device('weir', '堰', 'storm', { ...sized, opening: 'TRANSVERSE', shape: 'RECT_OPEN' }),
      device('orifice', '孔口', 'sewer', { ...sized, opening: 'SIDE', shape: 'RECT_CLOSED', coefficient: null }),
      device('weir without coefficient', '堰', 'storm', {
        ...{ ...sized, opening: 'SIDEFLOW', shape: 'RECT_OPEN', coefficient: null },
      }),
      device('road', '堰', 'storm', { ...sized, opening: 'ROADWAY', shape: 'RECT_OPEN' }),
      device('weir by a curve', '堰', 'storm', { ...sized, opening: 'TRANSVERSE', shape: 'RECT_OPEN', curve: 'C' }),
      device('outlet', '出流口', 'storm'),
      device('pump', '泵', 'storm'),
      device('valve', '阀', 'water'),
    ]
    const missing = new ToldParts()
    const gates = all.filter(isOtherDevice).flatMap((one) => gateOf(one, missing))
    expect(gates.map(({ id, gate }) => [id, gate.kind])).toEqual([
      ['weir', 'weir'],
      ['orifice', 'orifice'],
    ])
    expect(missing.list().flatMap(({ assets }) => assets)).toEqual([
      ...['weir without coefficient', 'road', 'weir by a curve', 'outlet'],
    ])
  })

  it('opens to the street at grates and covers, as wide as surveyed', async () => {
    const { plan } = await aDrainage()
    const openings = plan.drainage?.openings.map(({ node, kind, rim_m, width_m }) => [
      node.split('/')[2],
      kind,
      rim_m,
      width_m,
    ])
    expect(openings).toEqual([
      ['YS1', 'manhole', 5, 0.7],
      ['YS2', 'inlet', 5.4, 0.75],
      ['YS3', 'manhole', 4.6, null],
    ])
  })
})

describe('the plan of a flood', () => {
  it('lays water over roads over land use, and says where a roof drains to', async () => {
    const { plan, open } = await aPlan()
    const { areas, classes, buildings, base } = decodeFloodSurface(await open(plan.surface ?? ''))
    expect(areas.map(({ kind }) => classes[kind]?.name)).toEqual(['grass', 'road', 'sea'])
    expect(areas[1]?.rings[0]).toEqual([530900, 3987990, 531100, 3987990, 531100, 3988010, 530900, 3988010])
    expect([base, ...classes].every(({ roughness, source }) => roughness > 0 && source !== '')).toBe(true)
    // clay of SWMM under dense vegetation, 2 in/h; sealed ground and the sea take none
    expect(classes.map(({ infiltration }) => infiltration?.initial_mm_h)).toEqual([50.8, undefined, undefined])
    expect(classes[0]?.infiltration?.source).toContain('SWMM')
    expect(buildings).toMatchObject([{ height: 12, roofTo: 'testtown/storm/YS1' }])
    expect(plan.missing.filter(({ part }) => part === 'surface').map(({ assets }) => assets)).toEqual([['moor']])
  })

  it('tells sea from land along its whole rim', async () => {
    const { plan } = await aPlan()
    const [grid] = plan.grids
    if (!grid) throw new Error('no grid')
    const width = grid.columns * grid.size
    const south = plan.boundaries.filter(({ side }) => side === 'south')
    expect(south.map(({ water }) => water)).toEqual(['sea', null])
    expect(south[0]?.from_m).toBe(0)
    expect(south[1]?.from_m).toBe(south[0]?.to_m)
    expect(south[1]?.to_m).toBe(width)
    // beyond the shore at 530,925 m on, up to the ground at 1.5 + 5 m that the highest surge covers
    expect(Math.abs(grid.west + (south[0]?.to_m ?? 0) - 531_150)).toBeLessThanOrEqual(4)
    expect(plan.boundaries.filter(({ side }) => side === 'east').map(({ water }) => water)).toEqual([null])
  })

  it('has entries, streets, storms, tides and people in its plane', async () => {
    const { plan, report } = await aPlan()
    expect(plan.crs).toBe('EPSG:4549')
    expect(plan.entries).toEqual([
      { id: 'EN1', name: '地下车库', kind: 'basement', at: [531_020, 3_988_018], sill_m: 5.2, volume_m3: 300 },
    ])
    expect(plan.streets[0]).toMatchObject({
      id: 'R1',
      width_m: 20,
      axis: [
        [530_900, 3_988_000],
        [531_100, 3_988_000],
      ],
    })
    expect(plan.storms.map(({ id }) => id)).toEqual(['S1'])
    expect(plan.waters).toHaveLength(3)
    expect(plan.normalLevels).toEqual([{ at: [531_050, 3_988_050], level_m: 3.4 }])
    expect(plan.population?.cells).toEqual([[531_050, 3_988_050, 420]])
    const errors = report.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ rule, file, row }) => [rule, file, row])
    expect(errors).toEqual(
      expect.arrayContaining([
        ['bad-row', 'storms.csv', 3],
        ['unknown-point', 'pumps.csv', 4],
      ]),
    )
    expect(errors).toHaveLength(2)
  })

  it('is the same bytes each time', async () => {
    const digest = async () => {
      const { build } = await aFlood()
      const hash = createHash('sha256')
      for (const file of (await readdir(join(build, 'flood'))).sort())
        hash.update(file).update(await readFile(join(build, 'flood', file)))
      return hash.digest('hex')
    }
    expect(await digest()).toBe(await digest())
  })

  it('names every part that a survey does not have', async () => {
    const { plan } = await aFlood({ tables: {} })
    const { missing, surface, population } = await plan()
    const whole = missing.filter(({ count }) => count === null).map(({ part }) => part)
    expect(whole).toEqual(['surface', 'entries', 'streets', 'waters', 'storms', 'gauges', 'population'])
    expect([surface, population]).toEqual([null, null])
  })

  it('is not made without a DEM, and the report says so', async () => {
    const { flood, build, report } = await aFlood({ hasDem: false })
    expect(flood).toBeNull()
    expect(await readdir(build)).not.toContain('flood')
    expect(report.rules.map(({ rule }) => rule)).toContain('flood-not-made')
  })
})

describe('the plane of a flood', () => {
  const bounds = [120.3, 36, 120.34, 36.04] as const
  const planeOf = (name: string, place: readonly [number, number, number, number] = bounds) => {
    const crs = crsOf(name)
    return crs && (cityPlane(crs, place)?.name ?? null)
  }

  it('is the survey own where that is true to scale, else the belt of the city', () => {
    expect(planeOf('EPSG:4549')).toBe('EPSG:4549')
    expect(planeOf('EPSG:4490')).toBe('EPSG:4549')
    expect(planeOf('EPSG:3857')).toBe('EPSG:4549')
  })

  it('is none where no belt reaches', () => {
    expect(planeOf('EPSG:4326', [8.5, 47, 8.6, 47.1])).toBeNull()
  })

  it('is cut to whole steps around the bounds', () => {
    const crs = crsOf('EPSG:4549')
    if (!crs) throw new Error('EPSG:4549 is not known')
    const box = boxAround(bounds, crs, 4)
    for (const side of Object.values(box)) expect(side % 4).toBe(0)
    const [x, y] = crs.fromLonLat(120.34, 36.04)
    expect(box.east).toBeGreaterThanOrEqual(x)
    expect(box.north).toBeGreaterThanOrEqual(y)
    expect(box.north - y).toBeLessThan(20)
  })
})
