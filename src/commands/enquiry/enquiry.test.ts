import { expect, it } from 'vitest'
import { until } from '../../../tests/kit/until.ts'
import type { PublicManifest } from '../../domain/config/city-manifest.ts'
import { areaAt, cellAt, cellGrid } from '../../domain/geo/cell-grid.ts'
import { fail, type Result, succeed } from '../../domain/result.ts'
import type { CellAnswer, LocationPort } from '../../ports/enquiry.ts'
import type { Viewpoint } from '../../ports/scene.ts'
import { createEnquiryStore, type Place } from '../../state/enquiry.ts'
import { createEnquiryCommands } from './index.ts'

const city = { bounds: [120.36, 35.98, 120.4, 36.02], roads: null } as unknown as PublicManifest
const grid = cellGrid(city.bounds)
const place: Place = { lon: 120.3841, lat: 36.0012, by: 'tap', name: null, accuracy: null }

function aPage(where: Awaited<ReturnType<LocationPort['where']>> = fail('refused', '')) {
  const store = createEnquiryStore({ locale: 'zh', theme: 'light' })
  const questions: { answer: (result: Result<CellAnswer>) => void; lon: number; lat: number }[] = []
  const flights: Viewpoint[] = []
  const commands = createEnquiryCommands({
    store,
    clock: { now: () => 7, wait: async () => {} },
    ports: {
      city: { publicManifest: async () => succeed(city) },
      enquiry: {
        cell: (lon, lat) => new Promise((answer) => questions.push({ answer, lon, lat })),
        streets: async () => succeed([]),
      },
      location: { where: async () => where },
      camera: {
        flyTo: async (view) => {
          flights.push(view)
        },
        flyHome: async () => {},
        step: () => {},
      },
    },
  })
  return { store, questions, flights, commands }
}

function answerAt(at: { lon: number; lat: number }): Result<CellAnswer> {
  const call = { office: { zh: '', en: '' }, phone: null }
  return succeed({ bounds: areaAt(grid, at), kinds: ['gas'], hasOthers: false, call, build: 'b' })
}

it('keeps the answer of the latest question when an earlier one arrives after it', async () => {
  const { store, questions, commands } = aPage()
  const first = commands.askCell(place)
  const later = { ...place, lon: 120.39 }
  const second = commands.askCell(later)
  questions[1]?.answer(answerAt(later))
  questions[0]?.answer(fail('failed', 'late'))
  await Promise.all([first, second])
  expect(store.getState().answer).toMatchObject({ state: 'loaded', value: { bounds: areaAt(grid, later) } })
})

it('finds the roads of what was typed before the city had come', async () => {
  const { store, commands } = aPage()
  await commands.searchPlace('听涛')
  expect(store.getState().streets.state).toBe('loading')
  await commands.open(null)
  await until(() => expect(store.getState().streets).toEqual({ state: 'loaded', value: [] }))
})

it('spends no question on an area that is answered already', async () => {
  const { store, questions, commands } = aPage()
  const asked = commands.askCell(place)
  questions[0]?.answer(answerAt(place))
  await asked
  const [west, , east] = areaAt(grid, place)
  for (const lon of [place.lon + 1e-5, west + 1e-5, east - 1e-5]) await commands.askCell({ ...place, lon })
  expect(questions).toHaveLength(1)
  expect(store.getState().answer.state).toBe('loaded')
})

it('moves the cross-hair by a cell, and asks about the cell under it', async () => {
  const { store, questions, flights, commands } = aPage()
  await commands.open(null)
  store.setState({ view: { ...place, height: 900, heading: 0, pitch: -90 } })
  commands.moveAim(1, 0)
  commands.moveAim(0, -1)
  const [west, , , north] = cellAt(grid, place)
  expect(store.getState().aim?.[0]).toBeCloseTo(west + grid.lonStep, 6)
  expect(store.getState().aim?.[3]).toBeCloseTo(north - grid.latStep, 6)
  expect(flights).toHaveLength(2)
  void commands.askAim()
  expect(questions[0]?.lon).toBeCloseTo(west + 1.5 * grid.lonStep, 6)
  expect(store.getState().aim).toBeNull()
})

it('says that a location was refused, and asks about one that was given', async () => {
  const refused = aPage()
  await refused.commands.locateMe()
  expect(refused.store.getState().location).toMatchObject({ state: 'failed', failure: { kind: 'refused' } })

  const given = aPage(succeed({ lon: place.lon, lat: place.lat, accuracy: 120 }))
  void given.commands.locateMe()
  await until(() => expect(given.questions.length).toBe(1))
  expect(given.store.getState().place).toMatchObject({ by: 'location', accuracy: 120 })
})

it('asks about the place of a link as soon as the city is there', async () => {
  const { questions, commands } = aPage()
  void commands.open(place)
  await until(() => expect(questions.length).toBe(1))
})
