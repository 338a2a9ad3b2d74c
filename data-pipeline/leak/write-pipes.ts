import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ASSET_STATUSES } from '../../src/domain/asset/asset.ts'
import { type PackedText, PackedTexts, type Texts } from '../../src/domain/formats/packed-texts.ts'
import { DRAIN_ENDS, type LeakNetwork, type LeakPlan, leakKindOf } from '../../src/domain/leak/leak-plan.ts'
import { encodePipes } from '../../src/domain/leak/pipe-file.ts'
import type { Localized } from '../../src/domain/localized.ts'
import type { PackedNetwork } from '../../src/domain/network/network-file.ts'
import type { ToldParts } from '../publish/told-parts.ts'
import { loadRows } from '../store/load-rows.ts'
import type { Names } from '../store/names.ts'
import { orderOf } from '../store/row-order.ts'
import { TextColumn } from '../store/text-column.ts'
import type { SurveyDevice } from '../survey.ts'
import { DrainEndRows } from './drain-ends.ts'
import { FeedRows, PipeRows, TAKEN } from './pipe-part.ts'

/** measures of `PipeFile` that lie in `PipeRows` as they are written */
const MEASURES = [
  ...([
    'length',
    'diameter',
    'width',
    'height',
    'fromLevel',
    'toLevel',
    'fromDepth',
    'toDepth',
    'pressure',
    'temperature',
  ] as const),
] as const
const MISSING = {
  diameter: { zh: '管径未知', en: 'the diameter is not known' },
  notRound: { zh: '断面不是圆形', en: 'the section is not round' },
  level: { zh: '管轴高程未知', en: 'the level of the axis is not known' },
  depth: { zh: '埋深未知', en: 'the depth is not known' },
  pressure: { zh: '压力未知', en: 'the pressure that they are laid for is not known' },
  temperature: { zh: '温度未知', en: 'the temperature is not known' },
  material: { zh: '管材未知', en: 'the material is not known' },
  source: { zh: '供给点压力未知', en: 'the pressure where they are fed is not known' },
  sources: { zh: '没有供给点', en: 'no point feeds the network' },
  flow: { zh: '旱季流量未知', en: 'the flow in dry weather is not known' },
} as const satisfies Record<string, Localized>
const ASSUMED = {
  outerLessWalls: {
    zh: '管径按外径计，内径为其减去两倍壁厚',
    en: 'the size is taken as that over the wall: the bore is less by two walls',
  },
  outerWithoutWall: {
    zh: '管径按外径计，壁厚未知，内径取管径',
    en: 'the size is that over the wall, which is not known: the bore is taken as large',
  },
  source: {
    zh: '供给点压力取其相连管线的压力',
    en: 'the pressure where they are fed is what the lines that meet there are laid for',
  },
  booster: {
    zh: '加压站按管线上的水泵计，不是水源；扬程未知，未计增压：其下游压力偏低',
    en: 'booster stations are pumps on the line and no sources; how much they lift is not known and not in it: pressures beyond them are too low',
  },
  boosterFeeds: {
    zh: '加压站所在的连通管网没有水源：按由其供水计',
    en: 'booster stations in a part that hangs together with no source are taken to feed it',
  },
} as const satisfies Record<string, Localized>

export interface PipesGiven {
  readonly names: Names
  /** of this discipline, in the order of the network */
  readonly devices: readonly SurveyDevice[]
  /** points of which a hydraulic model tells, by asset id */
  readonly modelled: ReadonlySet<string>
  readonly missing: ToldParts
  readonly assumed: ToldParts
}

/** Files of one discipline's pipes, feeding points and ends of drains, shard by shard. */
export interface PipeParts {
  readonly pipes: readonly string[]
  readonly feeds: readonly string[]
  readonly ends: readonly string[]
}

/**
 * Writes `pipes-<discipline>.bin` link by link of a network, and tells what it goes without.
 *
 * @param directory  of the internal grade, with a folder `leak`
 */
export async function writePipes(
  discipline: LeakNetwork,
  network: PackedNetwork,
  parts: PipeParts,
  given: PipesGiven,
  directory: string,
): Promise<Omit<LeakPlan['networks'][number], 'hydraulics'>> {
  const rows = loadRows(new PipeRows(), parts.pipes)
  const { columns } = rows
  const { devices } = given
  const total = rows.count + devices.length
  if (total !== network.from.length)
    throw new Error(`writePipes: ${total} pipes and devices of ${discipline}, ${network.from.length} links`)
  const order = orderOf(columns.number, rows.count)
  const measure = (column: Float32Array) => {
    const values = new Float32Array(total).fill(Number.NaN)
    for (let link = 0; link < order.length; link++) values[link] = column[order[link] ?? 0] ?? Number.NaN
    return values
  }
  const measures = Object.fromEntries(MEASURES.map((name) => [name, measure(columns[name])])) as Record<
    (typeof MEASURES)[number],
    Float32Array
  >
  const built = new Uint16Array(total)
  const [status, isAbove, isDevice] = [new Uint8Array(total), new Uint8Array(total), new Uint8Array(total)]
  const side = new Uint8Array(total)
  const [material, subclass, deviceKind] = [new TextColumn(), new TextColumn(), new TextColumn()]
  for (const [link, row] of order.entries()) {
    built[link] = columns.built[row] ?? 0
    status[link] = columns.status[row] ?? 0
    isAbove[link] = columns.isAbove[row] ?? 0
    side[link] = columns.side[row] ?? 0
    material.push(given.names.text(columns.material[row] ?? 0) ?? '')
    subclass.push(given.names.text(columns.subclass[row] ?? 0) ?? '')
    deviceKind.push('')
  }
  for (const [index, device] of devices.entries()) {
    const link = order.length + index
    built[link] = device.builtYear ?? 0
    status[link] = ASSET_STATUSES.indexOf(device.status)
    isDevice[link] = 1
    material.push('')
    subclass.push(device.subclass ?? '')
    deviceKind.push(device.kind)
  }
  const texts = { material: material.packed(), subclass: subclass.packed(), deviceKind: deviceKind.packed() }
  const path = `leak/pipes-${discipline}.bin`
  const flags = { side, status, isAbove, isDevice }
  await writeFile(join(directory, path), encodePipes({ discipline, ...measures, built, ...flags, ...texts }))
  tellPipes(discipline, network, rows, order, given)
  const feeds = loadRows(new FeedRows(), parts.feeds)
  tellBoosters(discipline, network, feeds, given)
  return {
    ...{ discipline, pipes: path, ends: endsOf(parts.ends) },
    sources: sourcesOf(discipline, network, measures.pressure, feeds, given),
  }
}

function tellPipes(
  discipline: LeakNetwork,
  { linkId }: PackedNetwork,
  { columns }: PipeRows,
  order: Uint32Array,
  { missing, assumed }: PipesGiven,
): void {
  const ids = textsOf(linkId)
  const [diameter, notRound, level, depth, pressure, temperature, material] = [
    ...([MISSING.diameter, MISSING.notRound, MISSING.level, MISSING.depth] as const),
    ...([MISSING.pressure, MISSING.temperature, MISSING.material] as const),
  ].map((why) => missing.each(discipline, why))
  const [lessWalls, withoutWall] = [ASSUMED.outerLessWalls, ASSUMED.outerWithoutWall].map((why) =>
    assumed.each(discipline, why),
  )
  const isGravity = isDrained(discipline)
  if (isGravity) missing.whole(discipline, MISSING.flow)
  for (let link = 0; link < order.length; link++) {
    const row = order[link] ?? 0
    const id = () => ids.at(link) ?? ''
    const taken = columns.taken[row] ?? 0
    if (taken === TAKEN.notRound) {
      // of drains the section is kept as it is
      const hasSection = (columns.width[row] ?? 0) > 0 && (columns.height[row] ?? 0) > 0
      if (!(isGravity && hasSection)) notRound?.(id)
    } else if (!((columns.diameter[row] ?? 0) > 0)) diameter?.(id)
    if (Number.isNaN((columns.fromLevel[row] ?? 0) + (columns.toLevel[row] ?? 0))) level?.(id)
    if (isGravity) {
      if (columns.material[row] === 0) material?.(id)
      continue
    }
    if (Number.isNaN((columns.fromDepth[row] ?? 0) + (columns.toDepth[row] ?? 0))) depth?.(id)
    if (Number.isNaN(columns.pressure[row] ?? 0)) pressure?.(id)
    if (discipline === 'heat' && Number.isNaN(columns.temperature[row] ?? 0)) temperature?.(id)
    if (columns.material[row] === 0) material?.(id)
    if (taken === TAKEN.outerLessWalls) lessWalls?.(id)
    if (taken === TAKEN.outerWithoutWall) withoutWall?.(id)
  }
}

/**
 * Where a network is fed and with what. Of gas, a source that does not say has the pressure of the lines that meet there,
 * if they agree: between two tiers it is not known which side is fed. Where a model tells how it is fed nothing is asked of a source.
 */
function sourcesOf(
  discipline: LeakNetwork,
  { isSource, nodeId, from, to }: PackedNetwork,
  pressure: Float32Array,
  feeds: FeedRows,
  { missing, assumed, modelled }: PipesGiven,
): LeakPlan['networks'][number]['sources'] {
  const told = new Map<string, number>()
  for (let row = 0; row < feeds.count; row++) {
    const own = feeds.columns.pressure[row] as number
    if (!Number.isNaN(own)) told.set(feeds.columns.id.at(row), own)
  }
  const laidFor = new Map<number, Set<number>>()
  for (let node = 0; node < isSource.length; node++) if (isSource[node] === 1) laidFor.set(node, new Set())
  for (let link = 0; link < from.length; link++)
    for (const end of [from[link] ?? -1, to[link] ?? -1]) {
      const known = laidFor.get(end)
      if (known && !Number.isNaN(pressure[link] ?? Number.NaN)) known.add(round(pressure[link] ?? 0))
    }
  if (laidFor.size === 0 && !isDrained(discipline)) missing.whole(discipline, MISSING.sources)
  const ids = textsOf(nodeId)
  return [...laidFor].flatMap(([node, pressures]): LeakPlan['networks'][number]['sources'] => {
    const id = ids.at(node) ?? ''
    if (modelled.has(id)) return []
    const own = told.get(id)
    if (own !== undefined) return [{ node: id, pressure_kpa: own }]
    const [first, second] = pressures
    if (discipline === 'gas' && first !== undefined && second === undefined) {
      assumed.add(discipline, ASSUMED.source, id)
      return [{ node: id, pressure_kpa: first }]
    }
    missing.add(discipline, MISSING.source, id)
    return [{ node: id, pressure_kpa: null }]
  })
}

/** A booster of water lifts what comes to it, nobody tells how much; where no source is surveyed it stands for one. */
function tellBoosters(
  discipline: LeakNetwork,
  { isSource, nodeId }: PackedNetwork,
  { columns, count }: FeedRows,
  { assumed }: PipesGiven,
): void {
  if (discipline !== 'water') return
  const ids = textsOf(nodeId)
  for (let row = 0; row < count; row++) {
    if (columns.isRelay[row] !== 1) continue
    const id = columns.id.at(row)
    const feeds = isSource[ids.indexOf(id)] === 1
    assumed.add(discipline, feeds ? ASSUMED.boosterFeeds : ASSUMED.booster, id)
  }
}

function endsOf(files: readonly string[]): LeakPlan['networks'][number]['ends'] {
  const { columns, count } = loadRows(new DrainEndRows(), files)
  return Array.from({ length: count }, (_, row) => ({
    node: columns.id.at(row),
    kind: DRAIN_ENDS[columns.kind[row] ?? -1] ?? 'outfall',
  }))
}

/** Nothing feeds what drains by gravity, and what stands in it is no pressure. */
function isDrained(discipline: LeakNetwork): boolean {
  return leakKindOf(discipline) === 'sewage'
}

/** To a pascal: 32 bits of 0.35 MPa are not 350 kPa. */
function round(kilopascals: number): number {
  return Math.round(kilopascals * 1000) / 1000
}

function textsOf(texts: Texts | PackedText): Texts {
  return 'bytes' in texts ? new PackedTexts(texts) : texts
}
