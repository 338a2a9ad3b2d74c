import { expect, it } from 'vitest'
import { createEnquiryStore, readCoordinates, readEnquiryAddress, writeEnquiryAddress } from './enquiry.ts'

it('reads coordinates as people type them, in either order', () => {
  const place = { lon: 120.384, lat: 36.001 }
  for (const text of [
    '120.384, 36.001',
    '120.384，36.001',
    ' 120.384 36.001 ',
    '36.001, 120.384',
    '120.384°,36.001°',
  ]) {
    expect(readCoordinates(text), text).toEqual(place)
  }
})

it('takes nothing else for coordinates', () => {
  for (const text of ['', '120.384', '听涛路', '1,2,3', '120.384, x', '200, 300', ',36']) {
    expect(readCoordinates(text), text).toBeNull()
  }
})

it('restores a link: place, language and look', () => {
  const store = createEnquiryStore({ locale: 'en', theme: 'dark' })
  store.setState({ place: { lon: 120.384, lat: 36.001, by: 'tap', name: null, accuracy: null } })
  const query = writeEnquiryAddress(store.getState(), 'light')
  expect(query).toBe('?at=120.38400,36.00100&theme=dark&lang=en')
  expect(readEnquiryAddress(query)).toEqual({ at: { lon: 120.384, lat: 36.001 }, locale: 'en', theme: 'dark' })
  expect(writeEnquiryAddress(createEnquiryStore({ locale: 'zh', theme: 'light' }).getState(), 'light')).toBe('')
})
