import { gasCaseSchema } from '../../../workers/leak-spread/gas-spread/case.ts'
import { prepareGas } from '../../../workers/leak-spread/gas-spread/prepare.ts'
import { runGas } from '../../../workers/leak-spread/gas-spread/run.ts'
import { randomOf } from '../../../workers/leak-spread/random.ts'
import { METHANE_SETTINGS, Spread } from '../../../workers/leak-spread/spaces/spread.ts'
import { looped } from '../looped-network.ts'
import { type LeakFigure, timedRuns } from './figure.ts'

const DAY = 86_400
const OUTPUT = 300

/** Times 24 h of gas in 5,000 spaces that are all computed, and an ensemble of 64 with 500 spaces. */
export async function benchSpread(): Promise<LeakFigure[]> {
  const spread = await timedRuns(3, () => dayOfSpread(5_000))
  let members = 0
  const ensemble = await timedRuns(3, () => {
    members = dayOfEnsemble(500)
  })
  return [
    { what: 'gas in 5,000 active spaces, 24 h', value: spread.median, unit: 's', most: 2 },
    { what: `ensemble of ${members} in 500 spaces, 24 h`, value: ensemble.median, unit: 's', most: 3 },
  ]
}

function dayOfSpread(spaces: number): void {
  const { from, to, count } = made(spaces)
  const random = randomOf(1)
  const network = {
    volume: Float64Array.from({ length: count }, () => 2 + 6 * random()),
    ventilation: Float64Array.from({ length: count }, () => 1e-4 * random()),
    ...{ from, to, exchange: Float64Array.from(from, () => 0.05 * random()) },
    flow: Float64Array.from(from, () => (random() < 0.3 ? 0.02 * random() : 0)),
    fans: new Map(),
  }
  const sources = [0.3, 0.5, 0.7].map((at) => ({
    space: Math.floor(count * at),
    passed: (time: number) => 0.05 * time,
  }))
  const spread = new Spread(network, sources, { ...METHANE_SETTINGS, threshold: 0 })
  for (let output = 1; output * OUTPUT <= DAY; output++)
    while (spread.time < output * OUTPUT) spread.step(output * OUTPUT)
}

function dayOfEnsemble(spaces: number): number {
  const { from, to, count } = made(spaces)
  const given = gasCaseSchema.parse({
    kind: 'gas',
    leak: { at: [0, 0, 1.2], release: { rate_kg_s: [[0, 2e-3]] } },
    soil: {},
    spaces: Array.from({ length: count }, (_, i) => ({
      ...{ id: `S${i}`, kind: 'well', volume_m3: 3, at: [3 + 5 * (i % 20), 8 * Math.floor(i / 20), 1] },
    })),
    passages: Array.from(from, (start, i) => ({ from: `S${start}`, to: `S${to[i]}`, area_m2: 0.2, length_m: 20 })),
    ...{ duration_s: DAY, output_interval_s: OUTPUT },
  })
  const run = runGas(prepareGas(given))
  let step = run.next()
  while (!step.done) step = run.next()
  return step.value.members
}

function made(spaces: number) {
  const { from, to, isSource } = looped(Math.round(spaces * 1.06), 3)
  // a few of the made passages end where they begin
  const keep = Array.from(from.keys()).filter((i) => from[i] !== to[i])
  const ends = (of: Int32Array) => Int32Array.from(keep, (i) => of[i] as number)
  return { from: ends(from), to: ends(to), count: isSource.length }
}
