import { basename } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Crs } from '../../../src/domain/geo/crs.ts'
import { UnusableInput } from '../../check/finding.ts'
import { NO_ATTRIBUTES, type Survey } from '../../survey.ts'
import { Body } from '../body.ts'
import { inputSize, mebibytes } from '../input-file.ts'
import { pushModel } from '../push-model.ts'
import { ifcDiscipline } from './ifc-discipline.ts'
import type { IfcFile, IfcLeftOut, IfcMapConversion, IfcMessage } from './ifc-file.ts'

/** web-ifc holds a file several times over within the 4 GiB that WebAssembly can address. */
const LARGEST_BYTES = 1024 * (1 << 20)
/** scales within this share of one another are the same */
const SAME_SCALE = 0.01
/** Node 20 does not read TypeScript by itself, in a worker neither */
const LOADER = new URL('../../../tools/ts.mjs', import.meta.url).href

/**
 * Reads the products of an IFC 2x3, 4 or 4.3 file as models, in a thread of its own; GlobalId is the key, property sets
 * are attributes. Places by IfcMapConversion; without one the project's axes are those of the declared CRS.
 *
 * @param locate  gives the CRS by the middle of the file's coordinates
 * @throws UnusableInput when the file is too large for web-ifc, or it cannot open it
 */
export async function readIfc(
  path: string,
  survey: Survey,
  { locate }: { readonly locate: (x: number, y: number) => Crs },
): Promise<void> {
  survey.inputs.push(path)
  const file = basename(path)
  await refuseTooLarge(path, file)
  const ifc = await openInWorker(path, file)
  for (const product of ifc.left) tellLeftOut(survey, file, product)
  const toPlane = planeOf(ifc)
  const plane = ifc.products.map(({ positions }) => toPlane(positions))
  const crs = locate(...middleOf(plane))
  const counts = new Map<string, number>()
  let triangles = 0
  ifc.products.forEach((product, index) => {
    const { globalId, type, name, attributes, line, indices } = product
    counts.set(type, (counts.get(type) ?? 0) + 1)
    triangles += indices.length / 3
    const body = new Body()
    body.triangles(toLonLat(plane[index] ?? new Float64Array(), crs), indices)
    pushModel(
      survey,
      {
        ...NO_ATTRIBUTES,
        name,
        attributes: {
          ...attributes,
          ...(product.systems[0] === undefined ? {} : { system: product.systems.join(', ') }),
        },
        key: globalId,
        discipline: ifcDiscipline(product),
        kind: type,
        source: { file, row: line },
      },
      body,
    )
  })
  const list = [...counts].map(([type, count]) => `${type} ${count}`).join(', ')
  survey.facts[file] = `${ifc.schema}; ${list}; triangles ${triangles}`
  const skipped = Object.entries(ifc.skipped).map(([type, count]) => `${type} ${count}`)
  if (skipped.length > 0) {
    const message = { zh: '这些类型的构件未读', en: 'products of these classes were not read' }
    survey.findings.add('note', 'type-not-read', message, { file, value: skipped.join(', ') })
  }
  if (ifc.map) return
  const message = {
    zh: '没有 IfcMapConversion：工程坐标按所给坐标系的东、北、高读入',
    en: 'no IfcMapConversion: the project coordinates are read as east, north and H of the given CRS',
  }
  survey.findings.add('note', 'ifc-no-georeference', message, { file })
}

async function refuseTooLarge(path: string, file: string): Promise<void> {
  const size = await inputSize(path)
  if (size <= LARGEST_BYTES) return
  const message = {
    zh: `文件过大（${mebibytes(size)}，上限 ${mebibytes(LARGEST_BYTES)}）：web-ifc 只能用 4 GiB 内存；请按专业或标段拆分后再读入`,
    en: `the file is too large (${mebibytes(size)}, limit ${mebibytes(LARGEST_BYTES)}): web-ifc can use 4 GiB only; split it by discipline or section`,
  }
  throw new UnusableInput('too-large', message, { file, value: size, expected: `≤ ${LARGEST_BYTES} bytes` })
}

async function openInWorker(path: string, file: string): Promise<IfcFile> {
  const worker = new Worker(new URL('./ifc-worker.ts', import.meta.url), {
    workerData: path,
    execArgv: ['--import', LOADER],
  })
  const message = await new Promise<IfcMessage>((resolve) => {
    worker.once('message', resolve)
    worker.once('error', (error) => resolve({ kind: 'failed', detail: error.message }))
    worker.once('exit', (code) => resolve({ kind: 'failed', detail: `exit ${code}` }))
  })
  await worker.terminate()
  if (message.kind === 'read') return message.file
  const isMemory = /memory|abort|out of bounds|allocation/i.test(message.detail)
  const words = isMemory
    ? { zh: 'web-ifc 内存不足（上限 4 GiB）；请拆分文件', en: 'web-ifc ran out of memory (4 GiB): split the file' }
    : { zh: `不是可读的 IFC：${message.detail}`, en: `not an IFC that can be read: ${message.detail}` }
  throw new UnusableInput(isMemory ? 'ifc-memory' : 'bad-ifc', words, { file })
}

function tellLeftOut(survey: Survey, file: string, { globalId, type, line, reason, items }: IfcLeftOut): void {
  const place = { file, row: line, column: type, value: `${globalId} ${items}` }
  if (reason === 'no-mesh') {
    const message = { zh: 'web-ifc 不能生成该构件的实体，略去', en: 'web-ifc gives no body for this product; left out' }
    survey.findings.add('error', 'ifc-no-mesh', message, place)
    return
  }
  const message = {
    zh: '构件沿线路（IfcLinearPlacement 等）布置，web-ifc 0.0.78 算出的高程有误，略去',
    en: 'placed or swept along an alignment, where the heights of web-ifc 0.0.78 are wrong; left out',
  }
  survey.findings.add('error', 'ifc-linear-placement', message, place)
}

/** Project coordinates [m] to the plane of the map, by IfcMapConversion. */
function planeOf({ map, unit }: IfcFile): (positions: Float64Array) => Float64Array {
  if (!map) return (positions) => positions
  const turn = Math.hypot(map.abscissa, map.ordinate) || 1
  const factor = scaleOf(map, unit) / turn
  const [cos, sin] = [map.abscissa * factor, map.ordinate * factor]
  return (positions) => {
    const plane = new Float64Array(positions.length)
    for (let at = 0; at < plane.length; at += 3) {
      const [x, y] = [positions[at] ?? 0, positions[at + 1] ?? 0]
      plane[at] = map.eastings + x * cos - y * sin
      plane[at + 1] = map.northings + x * sin + y * cos
      plane[at + 2] = map.height + (positions[at + 2] ?? 0)
    }
    return plane
  }
}

/**
 * IFC's Scale turns the file's units into those of the map, web-ifc has done that part: what is left is the scale of the
 * map itself. Many programs leave Scale away, or at 1, in files of millimetres too.
 */
function scaleOf({ scale }: IfcMapConversion, unit: number): number {
  if (scale === null || Math.abs(scale - 1) < SAME_SCALE) return scale ?? 1
  return Math.abs(scale / unit - 1) < SAME_SCALE ? scale / unit : scale
}

/** Middle of the box around all products; 0, 0 when there are none. */
function middleOf(positions: readonly Float64Array[]): [number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const own of positions)
    for (let at = 0; at < own.length; at += 3) {
      west = Math.min(west, own[at] ?? west)
      east = Math.max(east, own[at] ?? east)
      south = Math.min(south, own[at + 1] ?? south)
      north = Math.max(north, own[at + 1] ?? north)
    }
  return west <= east ? [(west + east) / 2, (south + north) / 2] : [0, 0]
}

function toLonLat(plane: Float64Array, crs: Crs): Float64Array {
  const places = new Float64Array(plane.length)
  for (let at = 0; at < plane.length; at += 3) {
    const [x = Number.NaN, y = Number.NaN, height = Number.NaN] = plane.subarray(at, at + 3)
    const { lon, lat } = Number.isFinite(x + y) ? crs.toLonLat(x, y) : { lon: Number.NaN, lat: Number.NaN }
    places.set([lon, lat, height], at)
  }
  return places
}
