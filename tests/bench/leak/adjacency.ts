import { adjacentSpaces } from '../../../workers/leak-spread/adjacency/adjacent-spaces.ts'
import { randomOf } from '../../../workers/leak-spread/random.ts'
import { type LeakFigure, timedRuns } from './figure.ts'

const [PIPES, SPACES, SIDE, REACH] = [100_000, 300_000, 20_000, 10]

/** Times the spaces within 10 m of 100,000 gas pipes, among 300,000 in a city 20 km wide. */
export async function benchAdjacency(): Promise<LeakFigure[]> {
  const random = randomOf(1)
  const pieces = (count: number, length: number) => {
    const ends = new Float64Array(4 * count)
    for (let i = 0; i < count; i++) {
      const [x, y, turn] = [SIDE * random(), SIDE * random(), 2 * Math.PI * random()]
      ends.set([x, y, x + length * Math.cos(turn), y + length * Math.sin(turn)], 4 * i)
    }
    return ends
  }
  const pipes = {
    ...{ ends: pieces(PIPES, 40), pressure: new Float64Array(PIPES).fill(200), age: new Float64Array(PIPES).fill(20) },
    material: new Int8Array(PIPES),
    shapes: shapesOf(PIPES, 0.15),
  }
  const spaces = {
    ...{ ends: pieces(SPACES, 15), hasSensor: new Uint8Array(SPACES), people: new Float64Array(SPACES) },
    shapes: shapesOf(SPACES, 0.5),
  }
  let pairs = 0
  const { median } = await timedRuns(3, () => {
    pairs = adjacentSpaces(pipes, spaces, REACH, 10_000).pairCount
  })
  return [{ what: `${pairs} pairs of ${PIPES} gas pipes and ${SPACES} spaces`, value: median, unit: 's', most: 5 }]
}

/** All 1.5 m deep. */
function shapesOf(count: number, radius: number) {
  const radii = new Float64Array(count).fill(radius)
  return { depth: new Float64Array(2 * count).fill(1.5), radius: radii, halfHeight: radii }
}
