import { leakGasOfCity } from '../../../workers/leak-spread/question/gas-simulation.ts'
import { type LeakFigure, timedRuns } from './figure.ts'
import { madeCity } from './made-city.ts'

const SIZES = [10_000, 100_000] as const
const CLICKS = 3

/** A gas leak of a made city asked for, from its files to its first frame: the network solved, twice where the soil lifts. */
export async function benchGasCity(): Promise<LeakFigure[]> {
  const figures: LeakFigure[] = []
  for (const pipes of SIZES) {
    const question = madeCity('gas', pipes)
    let click = 0
    const { first, median } = await timedRuns(CLICKS, async () => {
      const pipe = `P${Math.floor(((click++ + 0.5) / CLICKS) * pipes)}`
      const asked = { ...question, scenario: { ...question.scenario, pipe } }
      await leakGasOfCity.run(asked, { now: () => performance.now() }).next()
    })
    const what = `a gas leak of a city, ${pipes} pipes, to its first frame`
    figures.push({ what, value: median, unit: 's', most: null })
    figures.push({ what: `${what}, the first time`, value: first, unit: 's', most: null })
  }
  return figures
}
