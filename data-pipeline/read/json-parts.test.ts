import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type JsonPart, jsonParts } from './json-parts.ts'

async function partsOf(text: string, size: number, longest = 1e6): Promise<JsonPart[]> {
  const chunks = (async function* () {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
  })()
  const parts: JsonPart[] = []
  for await (const part of jsonParts(chunks, 'features', longest)) parts.push(part)
  return parts
}

test('any object comes apart into its members and the elements of the array, however it is cut', async () => {
  const members = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 })
  const elements = fc.array(fc.jsonValue(), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(members, elements, fc.nat(9), fc.nat(2), async (others, features, cut, indent) => {
      const keys = new Set([
        'features',
        '__proto__',
        ...Object.keys(others).filter((key) => JSON.stringify(key).includes('\\')),
      ])
      const plain = Object.fromEntries(Object.entries(others).filter(([key]) => !keys.has(key)))
      const text = JSON.stringify({ ...plain, features, after: [1] }, null, indent)
      const parts = await partsOf(text, cut + 1)
      const told = parts.flatMap((part) => (part.kind === 'element' ? [JSON.parse(part.text)] : []))
      expect(told).toEqual(JSON.parse(JSON.stringify(features)))
      const found = parts.flatMap((part) => (part.kind === 'member' ? [[part.key, JSON.parse(part.text)]] : []))
      expect(Object.fromEntries(found)).toEqual(JSON.parse(JSON.stringify({ ...plain, after: [1] })))
    }),
  )
})

test.each([
  ['', 'empty'],
  ['[1]', 'no object'],
  ['{"features":[{"a":1},{"b"', 'the text ends before the object does'],
  ['{"features":[]} {}', 'text after the end'],
])('%s is refused: %s', async (text, message) => {
  await expect(partsOf(text, 4)).rejects.toThrow(message)
})

test('the elements before a cut are counted, and an endless one is refused', async () => {
  await expect(partsOf('{"features":[1,{"a":2},{"b"', 4)).rejects.toMatchObject({ elements: 2 })
  await expect(partsOf(`{"features":["${'a'.repeat(500)}`, 100, 200)).rejects.toThrow('more than 200 characters')
})
