import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRandom } from '../../data-pipeline/synth/random.ts'

/** Streets are so far apart [m]: every crossing is a point, every street between two crossings a line. */
const STREET = 40
/** crossings lie off the grid by at most this much [m] */
const JITTER = 3
/** networks lie beside one another in a street, so far apart [m] */
const LANE = 2.5
/** the ground falls to the north-east, as sewers must [m/m]; hills keep it from being a plane */
const FALL = 0.004
const [HILL, HILL_LENGTH] = [0.5, 4000]
/** where the south-west corner lies, EPSG:4549 [m] */
const [NORTH, EAST] = [3_990_000, 520_000]
/** one line in so many has a wrong recorded length, and one a depth above ground */
const DEFECT_EVERY = 500

/** depth is to the crown, or to the inner bottom of gravity networks [m] */
const NETWORKS = [
  { discipline: 'telecom', prefix: 'TX', type: 'XX', code: '560', depth: 0.7, sizes: ['300X200'], material: 'PVC' },
  { discipline: 'power', prefix: 'DL', type: 'GD', code: '550', depth: 1.4, sizes: ['400X300'], material: 'PVC' },
  {
    discipline: 'gas',
    prefix: 'RQ',
    type: 'TR',
    code: '530',
    depth: 2.1,
    sizes: ['110', '160', '200'],
    material: 'PE',
  },
  {
    discipline: 'water',
    prefix: 'JS',
    type: 'JP',
    code: '510',
    depth: 2.8,
    sizes: ['150', '200', '300'],
    material: 'QM',
  },
  { discipline: 'heat', prefix: 'RL', type: 'RS', code: '540', depth: 3.6, sizes: ['200', '300'], material: 'G' },
  { discipline: 'storm', prefix: 'YS', type: 'YS', code: '520', depth: 5.2, sizes: ['500'], material: 'T' },
  { discipline: 'industry', prefix: 'GY', type: 'QQ', code: '570', depth: 5.8, sizes: ['100'], material: 'G' },
  { discipline: 'sewer', prefix: 'WS', type: 'WS', code: '520', depth: 7.2, sizes: ['400'], material: 'T' },
] as const

const POINTS = 'Exp_No,Type,Code,X,Y,Surf_H,Feature,Subsid,Well_Deep,Belong,RoadCode,Status,Mdate,QL,H_Err,V_Err'
const LINES =
  'S_Exp,E_Exp,S_Deep,E_Deep,Type,Code,Material,PSize,WallThick,Pressure,Voltage,FlowDir,RoadCode,EmBed,Mdate,Belong,Status,Length,QL,H_Err,V_Err'

/**
 * Writes the CJJ 61 tables of a made city of eight networks on one street grid, as large as asked: about half as many
 * points as lines, so that ten million lines stay below the largest drawing index. Equal arguments give equal bytes.
 *
 * @param lines  how many at least
 * @returns how many were written
 */
export async function writeCitySurvey(
  directory: string,
  lines: number,
): Promise<{ readonly lines: number; readonly points: number }> {
  // n × n crossings of a network have 2 n (n − 1) streets between them
  const side = Math.ceil((1 + Math.sqrt(1 + (2 * lines) / NETWORKS.length)) / 2)
  await mkdir(directory, { recursive: true })
  for (const network of NETWORKS.entries()) await writeNetwork(directory, side, ...network)
  const manifest = {
    city: 'bench',
    name: { zh: '测速城', en: 'Bench city' },
    isExample: true,
    crs: 'EPSG:4549',
    vertical: '1985',
    geoid: 'egm96',
    encoding: 'utf-8',
    cjj61: NETWORKS.map(({ discipline, prefix }) => ({
      discipline,
      points: `${prefix}POINT.csv`,
      lines: `${prefix}LINE.csv`,
    })),
    tables: {},
  }
  await writeFile(join(directory, 'survey.json'), `${JSON.stringify(manifest, null, 1)}\n`)
  return { lines: NETWORKS.length * 2 * side * (side - 1), points: NETWORKS.length * side * side }
}

async function writeNetwork(
  directory: string,
  side: number,
  lane: number,
  network: (typeof NETWORKS)[number],
): Promise<void> {
  const { prefix, type, code, depth, sizes, material } = network
  // the streets are the same for all networks, the draws of each its own
  const street = createRandom(1, 'streets')
  const random = createRandom(1, prefix)
  const north = new Float64Array(side * side)
  const east = new Float64Array(side * side)
  const ground = new Float64Array(side * side)
  const number = (crossing: number) => `${prefix}${crossing + 1}`
  const points = textFile(join(directory, `${prefix}POINT.csv`))
  await points.write(`${POINTS}\n`)
  for (let crossing = 0; crossing < side * side; crossing++) {
    const [i, j] = [crossing % side, Math.floor(crossing / side)]
    const [x, y] = [j * STREET + street.between(-JITTER, JITTER), i * STREET + street.between(-JITTER, JITTER)]
    north[crossing] = NORTH + x + lane * LANE
    east[crossing] = EAST + y + lane * LANE
    const hill = HILL * Math.sin(x / HILL_LENGTH) * Math.cos(y / HILL_LENGTH)
    ground[crossing] = 5 + FALL * 2 * side * STREET - FALL * (x + y) + hill
    const isWell = crossing % 3 === 0
    await points.write(
      `${number(crossing)},${type},${code}1${isWell ? '2201' : '2101'},${north[crossing]?.toFixed(3)},${east[crossing]?.toFixed(3)},` +
        `${ground[crossing]?.toFixed(3)},${isWell ? '' : '直线点'},${isWell ? '检修井' : ''},${isWell ? (depth + 0.6).toFixed(2) : ''},` +
        `示例单位${lane + 1},R${j},0,${1990 + (crossing % 35)},B,0.15,0.15\n`,
    )
  }
  await points.end()
  const rows = textFile(join(directory, `${prefix}LINE.csv`))
  await rows.write(`${LINES}\n`)
  let row = 0
  for (let crossing = 0; crossing < side * side; crossing++) {
    const [i, j] = [crossing % side, Math.floor(crossing / side)]
    const size = sizes[j % sizes.length] ?? sizes[0]
    for (const next of [i + 1 < side ? crossing + 1 : -1, j + 1 < side ? crossing + side : -1]) {
      if (next < 0) continue
      row++
      const length = Math.hypot((north[next] ?? 0) - (north[crossing] ?? 0), (east[next] ?? 0) - (east[crossing] ?? 0))
      const isWrong = random.whole(1, DEFECT_EVERY) === 1
      await rows.write(
        `${number(crossing)},${number(next)},${(isWrong ? -depth : depth).toFixed(2)},${depth.toFixed(2)},${type},${code}11000,${material},${size},` +
          `${lane < 2 ? '' : '8'},${type === 'JP' ? '0.35' : type === 'TR' ? '0.3' : ''},${type === 'GD' ? '10' : ''},0,R${j},ZM,${1990 + (row % 35)},示例单位${lane + 1},0,` +
          `${(isWrong ? length + 5 : length).toFixed(2)},B,0.15,0.15\n`,
      )
    }
  }
  await rows.end()
}

/** A text file that is written in large pieces. */
function textFile(path: string) {
  const stream = createWriteStream(path)
  let pending: string[] = []
  const flush = async () => {
    const text = pending.join('')
    pending = []
    if (!stream.write(text)) await once(stream, 'drain')
  }
  return {
    async write(text: string): Promise<void> {
      if (pending.push(text) >= 4096) await flush()
    },
    async end(): Promise<void> {
      await flush()
      stream.end()
      await once(stream, 'finish')
    },
  }
}
