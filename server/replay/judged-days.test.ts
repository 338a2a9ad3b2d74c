import { describe, expect, it } from 'vitest'
import {
  DAY,
  demoSensors,
  falseAlarms,
  type JudgedDays,
  judgeDays,
  missedAlarms,
  type Score,
  scoreFaults,
} from '../../tests/kit/judged-days.ts'
import { createScript } from './script.ts'
import { STORIES } from './story.ts'

const WEEK = 7 * DAY
/** Begin of a week of the script: its drifts begin on the fifth day. */
const MONDAY = Math.floor(Date.UTC(2026, 10, 2) / WEEK) * WEEK
/** The city of the demonstration for a day; with LIFELINE_SOAK five cities, each for another week. */
const SEEDS = process.env.LIFELINE_SOAK ? [1, 7, 11, 23, 42] : [7]
const DAYS = process.env.LIFELINE_SOAK ? 7 : 1

const recall = ({ planned, told }: Score) => (planned === 0 ? 1 : told / planned)
const precision = ({ told, wrong }: Score) => (told + wrong.length === 0 ? 1 : told / (told + wrong.length))

describe.each(SEEDS)('the made-up field of city %i, judged', (seed) => {
  const sensors = demoSensors(seed)
  const from = MONDAY + SEEDS.indexOf(seed) * WEEK
  const to = from + DAYS * DAY
  const judged: JudgedDays = judgeDays(sensors, from, DAYS)
  const scores = scoreFaults(judged, to)

  it('has every story, and about 2 % of its reports faulty or missing', () => {
    const stories = new Set(judged.key.incidents.map(({ story }) => story))
    expect([...stories].sort()).toEqual([...STORIES].sort())
    for (const story of STORIES)
      expect(judged.key.alarms.filter((alarm) => alarm.story === story).length, story).toBeGreaterThan(0)
    expect(judged.faulty).toBeGreaterThan(0.01)
    expect(judged.faulty).toBeLessThan(0.04)
  })

  it('has every scripted incident alarmed in its delay', () => {
    expect(missedAlarms(judged, to)).toEqual([])
  })

  it('has no alarm from faulty readings, nor any other that nothing caused', () => {
    expect(falseAlarms(judged, createScript(sensors))).toEqual([])
  })

  it('has its stuck, lone and missing reports told', () => {
    const known = Object.entries(scores).filter(([, { planned }]) => planned > 0)
    const rows = known.map(([kind, score]) => ({
      ...{ kind, planned: score.planned, told: score.told, wrong: score.wrong.length },
      ...{ recall: recall(score).toFixed(3), precision: precision(score).toFixed(3) },
    }))
    console.table(rows)
    for (const kind of ['flat-line', 'spike', 'gap'] as const) {
      expect(scores[kind].planned, kind).toBeGreaterThan(10)
      expect(recall(scores[kind]), kind).toBeGreaterThanOrEqual(0.95)
      expect(precision(scores[kind]), kind).toBeGreaterThanOrEqual(0.95)
    }
  })

  // four sound days come before the first drift
  if (DAYS === 7)
    it('has most of its drifts told', () => {
      expect(recall(scores.drift)).toBeGreaterThanOrEqual(0.8)
      expect(precision(scores.drift)).toBeGreaterThanOrEqual(0.8)
    })
})
