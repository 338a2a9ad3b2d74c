import { expect, it } from 'vitest'
import { type ClockJump, createClockWatch } from './clock-watch.ts'

it('tells of every jump of the wall clock once, and of nothing that a correction does', () => {
  const clock = { wall: 1_000_000, steady: 0 }
  const told: ClockJump[] = []
  const watch = createClockWatch({
    onJump: (jump) => told.push(jump),
    wall: () => clock.wall,
    steady: () => clock.steady,
  })
  const pass = (wall: number) => {
    clock.wall += wall
    clock.steady += 5000
    watch.look()
  }
  for (const wall of [5000, 5500, 4500, 3_605_000, 5000, -3_595_000, 5000]) pass(wall)
  watch.close()
  expect(told.map(({ by }) => by)).toEqual([3_600_000, -3_600_000])
  expect(watch.jump()).toEqual(told[1])
})
