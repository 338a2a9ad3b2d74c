import { describe, expect, it } from 'vitest'
import type { LeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import { type Asked, aLeakQuestion } from '../../../tests/kit/a-leak-question.ts'
import { aNetwork } from '../../../tests/kit/a-network.ts'
import { gasCaseSchema } from '../gas-spread/case.ts'
import { prepareGas } from '../gas-spread/prepare.ts'
import { runGas } from '../gas-spread/run.ts'
import { gasOfQuestion } from './gas-of-question.ts'

const host = { now: () => 0 }
const city = aNetwork().source('G').pipe('main', 'G', 'A').build()
/** The middle of `main`, in the plane. */
const MIDDLE = 55.66

function ask(given: Asked) {
  return gasOfQuestion(
    aLeakQuestion('gas', city, {
      ...{ pipes: { main: { pressure: 350 } }, ...given },
      scenario: { pipe: 'main', duration_s: 6 * 3600, ...given.scenario },
    }),
    host,
  )
}

describe('the air of spaces that a gas leak may reach', () => {
  it('tells that neither fans nor the water of drains move its air, where nobody knows of them', async () => {
    const spaces = [
      { id: 'gallery', kind: 'tunnel', at: [0, 5, 300, 5], volume: 900 },
      { id: 'drain', kind: 'drain', at: [0, -5, 300, -5], volume: 20 },
    ] as const
    const words = async (given: Asked) => (await ask(given)).told.map(({ zh }) => zh).join('\n')
    expect(await words({ spaces })).toMatch(/风机启停不详.*1 处(.|\n)*未计水流拖带的气流.*1 处/)
    expect(await words({ spaces: [{ id: 'well', at: [MIDDLE, 3] }] })).not.toMatch(/风机|拖带/)
  })

  it('lets fans change the air of tunnels alone, from when they run', async () => {
    const spaces = [
      { id: 'gallery', kind: 'tunnel', at: [0, 5, 300, 5], volume: 900 },
      { id: 'well', at: [MIDDLE, 3], volume: 3 },
    ] as const
    const blown = (fans: LeakScenario['fans']) => ask({ spaces, scenario: { fans } })
    const { given, told } = await blown({ changes_per_h: 6, from_s: 1800 })
    const [gallery, well] = ['gallery', 'well'].map((id) => given.spaces.find((space) => space.id === id))
    expect([gallery?.fans, well?.fans]).toEqual([[[1800, 6]], []])
    expect(told.map(({ zh }) => zh).join()).toContain('自第 30 min 起按换气 6 次/h')
    const peak = async (fans: LeakScenario['fans']) => {
      const running = runGas(prepareGas(gasCaseSchema.parse((await blown(fans)).given)))
      let step = running.next()
      while (!step.done) step = running.next()
      return step.value.spaces.find(({ id }) => id === 'gallery')?.peak[2] ?? 0
    }
    expect(await peak({ changes_per_h: 6, from_s: 0 })).toBeLessThan(0.7 * (await peak(null)))
    expect(await peak({ changes_per_h: 0, from_s: 0 })).toBeGreaterThan(await peak(null))
  })

  it('has foul drains carry air the way their water runs, into the well at that end', async () => {
    const well = (id: string, x: number) => ({ id, at: [x, -5], volume: 3 }) as const
    const spaces = [
      well('west', 30),
      well('east', 90),
      { id: 'falls', kind: 'drain', at: [30, -5, 90, -5], volume: 4, fall: 0.004 },
      { id: 'rises', kind: 'drain', at: [90, -5, 150, -5], volume: 4, fall: -0.002 },
      { id: 'flat', kind: 'drain', at: [90, -5, 90, -60], volume: 4 },
    ] as const
    const { given, told } = await ask({
      spaces,
      passages: [
        ['falls', 'west'],
        ['falls', 'east'],
        ['rises', 'east'],
        ['flat', 'east'],
        ['falls', 'rises'],
      ],
    })
    const slopes = given.passages.map(({ drain }) => drain && 'slope' in drain && Number(drain.slope.toFixed(4)))
    // both drains run to where they meet: no air is told to go from one into the other
    expect(slopes).toEqual([-0.004, 0.004, 0.002, undefined, undefined])
    const [{ drain } = {}] = given.passages
    expect(drain?.diameter_m).toBeCloseTo(Math.sqrt((4 * 0.07) / Math.PI), 6)
    const words = told.map(({ zh }) => zh).join('\n')
    expect(words).toMatch(/水流拖带气流计.*2 处/)
    expect(words).toMatch(/未计水流拖带的气流.*1 处/)
  })
})
