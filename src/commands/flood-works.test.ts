import { describe, expect, it } from 'vitest'
import { inValley, valley, valleyPlan, valleyQuestion } from '../../tests/kit/a-flood.ts'
import { aPage } from '../../tests/kit/a-page.ts'
import { crsOf } from '../domain/geo/crs.ts'
import type { FloodQuestion } from '../domain/inundation/flood-question.ts'
import { succeed } from '../domain/result.ts'
import { signalColors } from '../domain/signal-colors.ts'
import type { CityPort } from '../ports/city.ts'
import type { SimulationPort } from '../ports/simulations.ts'
import { floodWorkOverlays } from '../scene/flood-works.ts'
import { startedFlood } from '../state/flood.ts'

const crs = crsOf(valleyPlan.crs)
/** A place of the valley by its column and row, 3.2 m high. */
const at = (column: number, row: number) => {
  const place = crs?.toLonLat(valley.west + 4 * column, valley.south + 4 * row)
  return { lon: place?.lon ?? 0, lat: place?.lat ?? 0, height: 3.2 }
}

/** Of the city's files the ground alone is asked for. */
const city = { floodFile: async () => succeed(valleyQuestion.ground) } as unknown as CityPort

function aForm() {
  const asked: FloodQuestion[] = []
  const simulations: SimulationPort = {
    run: (_id, input) => {
      asked.push(input as FloodQuestion)
      return new Promise(() => {})
    },
  }
  const page = aPage({ ports: { simulations, city } })
  const plan = { ...valleyPlan, grids: [{ path: 'g', size: 4, columns: 40, rows: 30, west: 0, south: 0, unknown: 0 }] }
  page.store.setState({ floodPlan: { state: 'loaded', value: plan } })
  const works = () => page.store.getState().floodWorks
  const draw = (kind: 'barrier' | 'breach', name: string) => {
    page.commands.drawFloodWork(kind)
    for (const place of [at(10, 5), at(10, 5), at(10, 25)]) page.commands.addWorkPlace(place)
    page.commands.finishFloodWork(name)
  }
  return { ...page, asked, works, draw }
}

describe('what staff draw for a flood', () => {
  it('is drawn click by click, one place taken once, and taken back', () => {
    const { commands, works } = aForm()
    commands.addWorkPlace(at(1, 1))
    expect(works().path).toEqual([])
    commands.drawFloodWork('barrier')
    for (const place of [at(1, 1), at(1, 1), at(2, 2)]) commands.addWorkPlace(place)
    commands.undoWorkPlace()
    commands.finishFloodWork('too short')
    expect(works()).toEqual({ drawing: 'barrier', path: [at(1, 1)], works: [] })
    commands.drawFloodWork(null)
    expect(works()).toEqual({ drawing: null, path: [], works: [] })
  })

  it('comes into the question in the plane of the grid; a breach waits for the level of its bottom', async () => {
    const { commands, asked, works, draw } = aForm()
    draw('barrier', '沙袋')
    draw('breach', '海堤')
    const { scenario } = valleyQuestion
    expect(await commands.computeScenario(null, scenario)).toMatchObject({ failure: { kind: 'invalid' } })
    const [barrier, breach] = works().works
    if (breach?.kind !== 'breach' || !barrier) throw new Error('not drawn')
    commands.changeFloodWork(1, { ...breach, bottom_m: 2 })
    expect(await commands.computeScenario(null, scenario)).toMatchObject({ ok: true })
    const { barriers, breaches } = asked[0]?.scenario ?? scenario
    expect(barriers).toMatchObject([{ name: '沙袋', crest: { above_m: 0.5 } }])
    expect(breaches).toMatchObject([{ name: '海堤', bottom_m: 2, growth_s: 1800 }])
    const [from, to] = barriers[0]?.line ?? []
    expect((to?.[1] ?? 0) - (from?.[1] ?? 0)).toBeCloseTo(80, 2)
    commands.changeFloodWork(0, null)
    expect(works().works.map(({ name }) => name)).toEqual(['海堤'])
  })

  it('is grey in the picture where the water beside it was computed without it', async () => {
    const { commands, asked, works, draw } = aForm()
    draw('barrier', '沙袋')
    await commands.computeScenario(null, valleyQuestion.scenario)
    draw('barrier', '挡板')
    const scenario = asked[0]?.scenario ?? valleyQuestion.scenario
    const flood = startedFlood({ ...inValley, scenario }, null)
    const { select, stale } = signalColors.light
    const colors = floodWorkOverlays(works(), flood, 'light').lines.map(({ color }) => color.slice(0, 3))
    expect(colors).toEqual([select, stale])
  })
})
