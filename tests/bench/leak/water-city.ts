import { drive } from '../../../workers/drive.ts'
import { leakWaterOfCity } from '../../../workers/leak-spread/question/water-simulation.ts'
import { type LeakFigure, timedRuns } from './figure.ts'
import { madeCity } from './made-city.ts'

/** Links, and seconds that a burst may take when the network is open. */
const SIZES: readonly (readonly [links: number, most: number])[] = [
  [15_000, 0.3],
  [100_000, 1.5],
]
const CLICKS = 7

/** A burst of a made city asked for again and again, from its files to its outcome: shut in after an hour, told to four hours. */
export async function benchWaterCity(): Promise<LeakFigure[]> {
  const figures: LeakFigure[] = []
  for (const [links, most] of SIZES) {
    const question = madeCity('water', links)
    let click = 0
    const ask = async () => {
      const pipe = `P${Math.floor(((click++ + 0.5) / (CLICKS + 1)) * links)}`
      const asked = { ...question, scenario: { ...question.scenario, pipe } }
      const result = await drive(leakWaterOfCity, asked, () => undefined)
      if (!result.ok) throw new Error(result.failure.detail)
    }
    const { first } = await timedRuns(1, ask)
    const { median } = await timedRuns(CLICKS, ask)
    const what = `a burst of a city, ${links} links`
    figures.push(
      { what: `${what}: asked again`, value: median, unit: 's', most },
      { what: `${what}: the first, network opened`, value: first, unit: 's', most: null },
    )
  }
  return figures
}
