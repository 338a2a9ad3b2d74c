import { expect, it } from 'vitest'
import { findPlaces } from './find-places.ts'

const street = (zh: string, en: string) => ({ name: { zh, en }, middle: { lon: 120, lat: 36 } })
const streets = [street('滨海路', 'Binhai Road'), street('海滨路', 'Haibin Road'), street('听涛路', 'Tingtao Road')]

it('finds roads in both languages, those that begin with the text first', () => {
  expect(findPlaces('海', streets).map(({ name }) => name?.zh)).toEqual(['海滨路', '滨海路'])
  expect(findPlaces('TING', streets).map(({ name }) => name?.en)).toEqual(['Tingtao Road'])
})

it('takes coordinates for a place, and finds nothing for nothing', () => {
  expect(findPlaces('120.1, 36.2', streets)).toMatchObject([{ lon: 120.1, lat: 36.2, by: 'coordinates', name: null }])
  expect(findPlaces('  ', streets)).toEqual([])
  expect(findPlaces('nowhere', streets)).toEqual([])
})
