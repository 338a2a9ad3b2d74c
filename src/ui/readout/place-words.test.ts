import { expect, it } from 'vitest'
import { manifest } from '../../../tests/kit/a-page.ts'
import { pick, pickGiven, say, sayKnown } from '../../i18n/words.ts'
import { describePlace } from './place-words.ts'

const words = {
  locale: 'zh' as const,
  t: (key: Parameters<typeof say>[1]) => say('zh', key),
  name: (text: Parameters<typeof pick>[1]) => pick('zh', text),
  given: (zh: string | null, en: string | null) => pickGiven('zh', zh, en),
  known: (prefix: string, name: string) => sayKnown('zh', prefix, name),
}
/** 0.5° east of the central meridian 120° of EPSG:4549 */
const place = { lon: 120.5, lat: 36, height: 5.126 }

it('a place is told with x to the north, as Chinese surveys write it', () => {
  const { plane, lonLat, ground } = describePlace(place, manifest, true, words)
  expect(lonLat).toBe('120.500000° E  36.000000° N')
  expect(plane?.crs).toBe('CGCS2000 · EPSG:4549')
  expect(plane?.text).toMatch(/^x 3985\d{3}\.\d\d {2}y 545\d{3}\.\d\d\u2009m$/)
  expect(ground).toBe('H 5.13\u2009m')
})

it('what is not known is left out: no grid without the internal manifest, no ground without terrain', () => {
  expect(describePlace(place, null, false, words)).toMatchObject({ plane: null, ground: null })
  expect(describePlace(place, { ...manifest, crs: 'local' }, true, words).plane).toBeNull()
})
