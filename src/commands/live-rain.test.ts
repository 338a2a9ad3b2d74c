import { expect, it } from 'vitest'
import { NOON } from '../../tests/kit/a-page.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import type { ReadingSeries } from '../ports/readings.ts'
import type { CommandContext } from './context.ts'
import { liveRain } from './live-rain.ts'

const MINUTE = 60_000

/** What is asked of gauges that told so many mm in five minutes at so many minutes ago; null = they cannot be read. */
function asked(...gauges: (Readonly<Record<number, number>> | null)[]) {
  const history = async (id: string): Promise<Result<ReadingSeries>> => {
    const told = gauges[Number(id)]
    if (!told) return fail('offline', id)
    const at = Object.keys(told).map((ago) => NOON - Number(ago) * MINUTE)
    return succeed({ at: Float64Array.from(at), value: Float64Array.from(Object.values(told)) } as never)
  }
  const context = { ports: { readings: { history } }, clock: { now: () => NOON } } as unknown as CommandContext
  return liveRain(
    context,
    gauges.map((_, n) => ({ id: String(n), name: '', at: [n, 0] })),
  )
}

const all = { 55: 1, 45: 1, 35: 1, 25: 1, 15: 1, 5: 2 }

/** Rates by step, gauge after gauge [mm/h]. */
const ratesOf = (rain: Awaited<ReturnType<typeof asked>>) =>
  rain.ok ? rain.value.steps.map(({ gauges }) => gauges.map(({ at: [place], mm_h }) => [place, mm_h])) : rain.failure

it('is that of each gauge in steps of ten minutes [mm/h]', async () => {
  const rain = await asked(all, { ...all, 5: 4 })
  const both = [
    [0, 12],
    [1, 12],
  ]
  expect(ratesOf(rain)).toEqual([
    ...[both, both, both, both, both],
    [
      [0, 24],
      [1, 48],
    ],
  ])
  expect(rain.ok && rain.value.steps.map(({ from_s }) => from_s)).toEqual([0, 600, 1200, 1800, 2400, 3000])
})

it('leaves a gauge out of the steps in which it told nothing', async () => {
  const { 5: _, ...old } = all
  expect(ratesOf(await asked(all, old))).toMatchObject({
    4: [
      [0, 12],
      [1, 12],
    ],
    5: [[0, 24]],
  })
})

it('tells what was measured and when, that it is held on after it, and of so many gauges', async () => {
  const rain = await asked(all, { ...all, 5: 4 }, {})
  if (!rain.ok) throw new Error(rain.failure.detail)
  const [held, nearest] = rain.value.told.map(({ en }) => en)
  // 12:00 in the city is now
  expect(held).toMatch(
    /from 2026-03-01 11:00 .* 12\.0, 12\.0, 12\.0, 12\.0, 12\.0, 36\.0 mm\/h in the mean, .* 48\.0 mm\/h; after 2026-03-01 12:00/,
  )
  expect(nearest).toContain('gauges: 2)')
})

it('never takes what nobody told for no rain, and tells it', async () => {
  const rain = await asked({ 45: 2, 5: 1 }, {})
  if (!rain.ok) throw new Error(rain.failure.detail)
  expect(rain.value.steps.flatMap(({ gauges }) => gauges.map(({ mm_h }) => mm_h))).toEqual([24, 24, 24, 24, 24, 12])
  expect(rain.value.told.slice(2).map(({ zh }) => zh)).toEqual([
    '降雨：1 个雨量站最近 1 小时没有读数，未计入',
    '降雨：最近 1 小时有 4 个 10 分钟时段没有雨量站读数，按相邻时段补',
  ])
})

it('does not let old rain go on, and says why there is none', async () => {
  const { 5: _, ...old } = all
  const rain = await asked(old)
  expect(rain.ok ? null : rain.failure.message?.zh).toContain('最近 10 分钟没有雨量站读数')
  expect(await asked(all, null)).toMatchObject({ ok: false, failure: { kind: 'offline' } })
})
