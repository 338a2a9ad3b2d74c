import { quietly } from '../../../workers/leak-spread/water/engine.ts'
import { openWaterModel } from '../../../workers/leak-spread/water/model.ts'
import { placeLeak } from '../../../workers/leak-spread/water/place-leak.ts'
import { demandByPressure } from '../../../workers/leak-spread/water/service.ts'
import { readState } from '../../../workers/leak-spread/water/state.ts'
import { looped } from '../looped-network.ts'
import { type LeakFigure, timedRuns } from './figure.ts'

/** Links, and seconds that a click on a pipe may take. */
const SIZES: readonly (readonly [links: number, most: number])[] = [
  [15_000, 0.3],
  [100_000, 1.5],
]
const CLICKS = 9
const SEED = 1
const HOLE = { area: 1e-3, expansion: 0, dischargeCoefficient: 0.6 }

/** A click on a pipe of a network that is open: the pipe is parted, the instant solved with the leak, all pressures and flows read. */
export async function benchWater(): Promise<LeakFigure[]> {
  const figures: LeakFigure[] = []
  for (const [links, most] of SIZES) {
    const text = waterText(links)
    const started = process.cpuUsage()
    const model = await openWaterModel(text)
    const { user, system } = process.cpuUsage(started)
    demandByPressure(model, { minimum: 0, required: 20, exponent: 0.5 })
    let click = 0
    const { first, median } = await timedRuns(CLICKS, () => {
      const link = Math.floor(((click++ + 0.5) / CLICKS) * model.linkId.length)
      const placed = placeLeak(model, { link, share: 0.5, level: null, hole: HOLE })
      quietly(() => {
        model.project.openH()
        model.project.initH(10)
        placed.solve()
      })
      readState(model, 0, placed)
      quietly(() => model.project.closeH())
      placed.remove()
    })
    model.close()
    const what = `water, ${links} links`
    figures.push(
      { what: `${what}: a click solved again`, value: median, unit: 's', most },
      { what: `${what}: the first click`, value: first, unit: 's', most: null },
      { what: `${what}: opening`, value: (user + system) / 1e6, unit: 's', most: null },
    )
  }
  return figures
}

/** The .inp text of a made city's network, nearly a tree: no uniform grid, whose equations EPANET orders without end. */
export function waterText(links: number): string {
  const { nodeId, isSource, from, to } = looped(links, SEED)
  const junctions: string[] = []
  const reservoirs: string[] = []
  for (let node = 0; node < nodeId.length; node++) {
    if (isSource[node]) reservoirs.push(`N${node} 60`)
    else junctions.push(`N${node} ${node % 7} ${node % 3 === 0 ? 0.01 : 0}`)
  }
  const pipes = Array.from(from, (start, pipe) => {
    const diameter = [150, 200, 300, 600][pipe % 4]
    return start === to[pipe] ? '' : `P${pipe} N${start} N${to[pipe]} ${20 + (pipe % 80)} ${diameter} 110 0`
  })
  return [
    ...['[JUNCTIONS]', ...junctions, '[RESERVOIRS]', ...reservoirs, '[PIPES]', ...pipes],
    ...['[OPTIONS]', 'UNITS LPS', 'HEADLOSS H-W', '[REPORT]', 'STATUS NO', '[END]', ''],
  ].join('\n')
}
