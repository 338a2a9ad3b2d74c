import { expect, it } from 'vitest'
import { publicEn } from './public.en.ts'
import { publicDegrees, publicInstant, sayPublic } from './public.ts'
import { publicZhCN } from './public.zh-CN.ts'

const words = Object.keys(publicZhCN) as (keyof typeof publicZhCN)[]

it('has every text in both languages, with the same values in both', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort()
  expect(Object.keys(publicEn).sort()).toEqual([...words].sort())
  for (const word of words) expect(places(publicEn[word]), word).toEqual(places(publicZhCN[word]))
})

it('leaves no Chinese in the English but for the name of the language', () => {
  expect(words.filter((word) => /\p{Script=Han}/u.test(publicEn[word]))).toEqual(['language'])
})

it('tells instants of the city and degrees with their side', () => {
  expect(publicInstant(Date.UTC(2026, 2, 1, 6, 5, 20))).toBe('2026-03-01 14:05:20')
  expect(publicDegrees(120.384, 'EW')).toBe('120.38400°E')
  expect(sayPublic('zh', 'search.results', { n: 2 })).toBe('查找结果，2 条')
})
