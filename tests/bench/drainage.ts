import { Drainage } from '../../workers/inundation/network/drainage.ts'
import { readInp } from '../../workers/inundation/network/inp/read.ts'

/** Figures of one bench run. */
export interface DrainageFigures {
  readonly links: number
  readonly steps: number
  /** how often the equations of a step were solved, in the mean */
  readonly turns: number
  /** of the processor, after as much again to warm the compiler [s] */
  readonly seconds: number
  readonly linkStepsPerSecond: number
  readonly balance: number
}

const WARM_UP = 1800
const MEASURED = 3600
/** manholes of a branch, each with its inflow */
const BRANCH = 10

/**
 * Times a made city network in a storm: branches of ten manholes that fall into a trunk, 60 m apart, partly surcharged.
 *
 * @param branches  number of branches, > 0; it has eleven times as many links
 */
export function benchDrainage(branches: number): DrainageFigures {
  const read = readInp(madeNetwork(branches), 'made.inp')
  if (!read.ok) throw new Error(read.failure.detail)
  const net = new Drainage(read.value)
  read.value.nodes.forEach((node, i) => {
    if (node.kind === 'junction') net.setLateral(i, 0.004 * (1 + Math.sin(i)))
  })
  net.advance(WARM_UP)
  const before = net.effort
  const started = process.cpuUsage()
  net.advance(MEASURED)
  const { user, system } = process.cpuUsage(started)
  const steps = net.effort.steps - before.steps
  const seconds = (user + system) / 1e6
  const links = read.value.links.length
  return {
    links,
    steps,
    turns: (net.effort.turns - before.turns) / steps,
    seconds,
    linkStepsPerSecond: (links * steps) / seconds,
    balance: net.balance().relative,
  }
}

function madeNetwork(branches: number): string {
  const rows: Record<string, string[]> = { JUNCTIONS: [], OUTFALLS: [], CONDUITS: [], XSECTIONS: [] }
  const add = (section: string, row: string) => rows[section]?.push(row)
  const level = (trunk: number) => 10 + 0.12 * (branches - trunk)
  for (let trunk = 0; trunk < branches; trunk++) {
    add('JUNCTIONS', `T${trunk} ${level(trunk)} 6`)
    for (let k = 0; k < BRANCH; k++) {
      const id = `B${trunk}_${k}`
      const next = k === 0 ? `T${trunk}` : `B${trunk}_${k - 1}`
      add('JUNCTIONS', `${id} ${level(trunk) + 0.2 + 0.18 * (k + 1)} 3`)
      add('CONDUITS', `P${id} ${id} ${next} 60 0.013 0 ${k === 0 ? 0.2 : 0}`)
      add('XSECTIONS', `P${id} CIRCULAR 0.4`)
    }
    add('CONDUITS', `PT${trunk} T${trunk} ${trunk === branches - 1 ? 'O' : `T${trunk + 1}`} 60 0.013 0 0`)
    add('XSECTIONS', `PT${trunk} CIRCULAR ${(0.5 + 2.5 * Math.sqrt((trunk + 1) / branches)).toFixed(2)}`)
  }
  add('OUTFALLS', `O ${level(branches) - 0.2} FREE NO`)
  const options = 'FLOW_UNITS CMS\nEND_DATE 01/02/2004\nROUTING_STEP 5'
  const sections = Object.entries(rows).map(([section, lines]) => `[${section}]\n${lines.join('\n')}`)
  return [`[OPTIONS]\n${options}`, ...sections].join('\n')
}
