import { describe, expect, it } from 'vitest'
import { en } from './en.ts'
import {
  formatAge,
  formatDate,
  formatDuration,
  formatInstant,
  formatLength,
  formatNumber,
  formatPeriod,
  formatQuantity,
  formatTime,
} from './format.ts'
import { loadWords, say, sayKnown, type WordKey } from './words.ts'
import { zhCN } from './zh-CN.ts'

const keys = Object.keys(zhCN) as WordKey[]
/** 14:05:20 on 1 March 2026 in Shanghai */
const AT = Date.UTC(2026, 2, 1, 6, 5, 20)

describe('the dictionary', () => {
  it('has every text in both languages, with nothing over', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort())
    for (const key of keys) expect(en[key].trim() && zhCN[key].trim()).not.toBe('')
  })

  it('puts the same values into both languages', () => {
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort()
    for (const key of keys) expect(places(en[key]), key).toEqual(places(zhCN[key]))
  })

  it('bends a word only by a value that the text is given', () => {
    for (const key of keys)
      for (const [place, name] of en[key].matchAll(/\{(\w*)\|[^}]*\}?/g)) {
        expect(place, key).toMatch(/^\{\w+\|[^|{}]+\|[^|{}]+\}$/)
        expect(en[key], key).toContain(`{${name}}`)
      }
  })

  it('leaves no Chinese in the English but for the name of the language', () => {
    expect(keys.filter((key) => /\p{Script=Han}/u.test(en[key]))).toEqual(['app.language'])
  })

  it('fills values in, and says an unknown name as it came', async () => {
    expect(say('zh', 'age.seconds', { n: 12 })).toBe('12 秒前')
    await loadWords('en')
    expect(sayKnown('en', 'customer', 'hospital')).toBe('Hospital')
    expect(sayKnown('en', 'customer', '殡仪馆')).toBe('殡仪馆')
    const people = [1, '1', 0, '2', '1,990'].map((n) => say('en', 'adjacency.row.people', { n }))
    expect(people).toEqual(['1 person', '1 person', '0 people', '2 people', '1,990 people'])
  })
})

describe('numbers and times', () => {
  it('keeps the digits that were asked for and has no negative zero', () => {
    expect(formatNumber('zh', 1234.5, 2)).toBe('1,234.50')
    expect(formatNumber('zh', -0.001, 2)).toBe('0.00')
    expect(formatNumber('zh', -1.5, 1)).toBe('−1.5')
    expect(formatNumber('zh', Number.NaN, 1)).toBe('—')
  })

  it('puts a thin space before a unit, and kilometres from ten on', () => {
    expect(formatQuantity('zh', 1.82, 'm', 2)).toBe('1.82\u2009m')
    expect(formatLength('zh', 9_999)).toBe('9,999.0\u2009m')
    expect(formatLength('zh', 211_300)).toBe('211.3\u2009km')
  })

  it('counts hours, minutes and seconds, past a day too', () => {
    expect(formatDuration(0)).toBe('00:00:00')
    expect(formatDuration(((31 * 60 + 5) * 60 + 9) * 1000 + 999)).toBe('31:05:09')
    expect(formatDuration(-3000)).toBe('00:00:00')
  })

  it('tells the time of the city wherever the reader sits', () => {
    expect(formatTime(AT)).toBe('14:05:20')
    expect(formatDate(AT)).toBe('2026-03-01')
    expect(formatDate(Date.UTC(2026, 1, 28, 16))).toBe('2026-03-01')
  })

  it('leaves the date out on the same day only', () => {
    expect(formatInstant(AT, AT + 60_000)).toBe('14:05:20')
    expect(formatInstant(AT, AT + 86_400_000)).toBe('2026-03-01 14:05:20')
  })

  it('tells ages in the largest whole unit', () => {
    const ages = [0, 12_000, 60_000, 3_600_000, 172_800_000, -60_000].map((age) => formatAge('zh', AT - age, AT))
    expect(ages).toEqual(['刚刚', '12 秒前', '1 分钟前', '1 小时前', '2 天前', '时钟超前'])
    expect(formatPeriod('zh', 1800)).toBe('30\u2009min')
  })
})
