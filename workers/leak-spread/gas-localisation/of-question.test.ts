import { describe, expect, it } from 'vitest'
import type { GasSourceQuestion } from '../../../src/domain/leak/gas-source.ts'
import type { RunProgress } from '../../../src/domain/run-progress.ts'
import { type Asked, aLeakQuestion } from '../../../tests/kit/a-leak-question.ts'
import { aNetwork } from '../../../tests/kit/a-network.ts'
import { drive } from '../../drive.ts'
import { locateInCity } from './of-question.ts'
import { locateGasSource } from './simulation.ts'

/** S ─p1─ A ─p2─ B on the equator, 111.3 m each; wells a metre beside it every 30 m, and a main that is far away. */
const street = aNetwork()
  .source('S')
  .pipe('p1', 'S', 'A')
  .pipe('p2', 'A', 'B')
  .pipe('p3', 'B', 'C')
  .pipe('p4', 'C', 'D')
  .build()
const WELLS = Array.from({ length: 7 }, (_, i) => ({ id: `W${i}`, at: [30 * i, 1] as const }))
const DAY = 86_400

function aQuestion(of: (time: number) => number, asked: Asked = {}): GasSourceQuestion {
  const { plan, network, pipes, spaces } = aLeakQuestion('gas', street, {
    spaces: WELLS,
    passages: WELLS.slice(1).map(({ id }, i) => [`W${i}`, id] as const),
    plan: { methane: ['W1', 'W3', 'W5'].map((space) => ({ id: `S-${space}`, name: space, space })) },
    ...asked,
  })
  const time = Float64Array.from({ length: 49 }, (_, n) => (n * 2 * DAY) / 48)
  const zero = new Float64Array(time.length)
  const sensors = [
    { id: 'S-W1', time, value: time.map(of) },
    { id: 'S-W3', time, value: zero },
    { id: 'S-W5', time: new Float64Array(), value: new Float64Array() },
  ]
  return { plan, network, pipes, spaces: spaces ?? new ArrayBuffer(0), sensors }
}
const rising = (time: number) => Math.min(40, Math.max(0, (time - DAY / 2) / 600))

describe('the source of gas in a city', () => {
  it('is a pipe near the well that responds, with its place and what each sensor did', () => {
    const { outcome, caveats } = locateInCity(aQuestion(rising))
    expect(outcome.pipes[0]).toMatchObject({ id: 'p1', gid: 6 })
    expect(outcome.pipes[0]?.at.lon).toBeGreaterThan(0)
    expect(outcome.pipes[0]?.at.lon).toBeLessThan(0.001)
    expect(outcome.sensors.map(({ answer }) => answer)).toEqual(['responding', 'quiet', 'silent'])
    const said = caveats.map(({ en }) => en).join('\n')
    // made-up readings that rise faster than gas comes through soil to this well, and stay
    expect(said).toMatch(/No leak of any pipe explains these readings well/)
    expect(said).toMatch(/Responding sensors: 1, fewer than 2/)
    expect(said).toMatch(/spaces of unknown volume are taken by their walls/)
    // 334 m from W1: neither near enough to be asked about nor told
    expect(outcome.pipes.map(({ id }) => id)).not.toContain('p4')
  })

  it('leaves out pipes that hold no gas and takes a usual depth where none is known', () => {
    const { outcome, caveats } = locateInCity(
      aQuestion(rising, { pipes: { p1: { status: 'abandoned' }, p2: { depth: Number.NaN } } }),
    )
    expect(outcome.pipes.map(({ id }) => id)).not.toContain('p1')
    expect(caveats.map(({ en }) => en)).toContain('gas pipes of unknown depth are taken to lie 1.2 m deep (1)')
  })

  it('is no pipe above ground, and none of a gas that the sensors do not read as it is', () => {
    const kinds = { p1: { isAbove: true }, p2: { subclass: 'TR' }, p3: { subclass: 'YH' } }
    const { outcome, caveats } = locateInCity(aQuestion(rising, { pipes: kinds }))
    expect(outcome.pipes.map(({ id }) => id)).toEqual(['p2'])
    const said = caveats.map(({ en }) => en).join('\n')
    expect(said).toMatch(/above ground or on bridges are no candidates.*\(1\)/)
    expect(said).toMatch(/pipes of petroleum gas nearby are not ranked.*\(1\)/)
  })

  it('is computed as petroleum gas where nothing else lies there, and never as town gas', () => {
    const all = (subclass: string) => Object.fromEntries(['p1', 'p2', 'p3', 'p4'].map((id) => [id, { subclass }]))
    const { outcome, caveats } = locateInCity(aQuestion(rising, { pipes: all('YH') }))
    expect(outcome.pipes[0]?.id).toBe('p1')
    expect(caveats.map(({ zh }) => zh).join('')).toMatch(/按液化石油气.*激光类传感器不响应/)
    expect(() => locateInCity(aQuestion(rising, { pipes: all('MQ') }))).toThrow('(but 4 of gas of unknown parts)')
  })

  it('is refused where a sensor stands nowhere, nothing was read, or no pipe is near', async () => {
    const nowhere = aQuestion(rising, { plan: { methane: [] } })
    expect(() => locateInCity(nowhere)).toThrow('sensor S-W1: stands in no known space below ground')
    const silent = aQuestion(rising)
    const none = { time: new Float64Array(), value: new Float64Array() }
    const unread = { ...silent, sensors: silent.sensors.map(({ id }) => ({ id, ...none })) }
    const result = await drive(locateGasSource, unread, () => {})
    expect(result.ok || result.failure.detail).toMatch(/none of them has a reading/)
    const out = Object.fromEntries(['p1', 'p2', 'p3', 'p4'].map((id) => [id, { status: 'abandoned' as const }]))
    expect(() => locateInCity(aQuestion(rising, { pipes: out }))).toThrow('no buried gas pipe in use lies within 200 m')
  })

  it('tells what it is at, as far as its last candidate', () => {
    const told: RunProgress[] = []
    locateInCity(aQuestion(rising), (progress) => told.push(progress))
    expect([...new Set(told.map(({ phase }) => phase))]).toEqual(['reading', 'candidates', 'responses', 'fitting'])
    const { done, of } = told.at(-1) as RunProgress
    expect(done).toBe(of - 1)
  })

  it('is told with probabilities that add up', async () => {
    const result = await drive(locateGasSource, aQuestion(rising), () => {})
    expect(result.ok && result.value.balance[0]?.error).toBeLessThan(2e-3)
  })
})
