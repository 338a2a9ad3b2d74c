import { describe, expect, it } from 'vitest'
import { pick, pickGiven, say, sayKnown } from '../../i18n/words.ts'
import type { Words } from '../page.tsx'
import { changeRows } from './change-rows.ts'

const zh: Words = {
  locale: 'zh',
  t: (key, values) => say('zh', key, values),
  name: (text) => pick('zh', text),
  given: (chinese, english) => pickGiven('zh', chinese, english),
  known: (prefix, name) => sayKnown('zh', prefix, name),
}

describe('what a version changed', () => {
  it('is told in words, with units, and empty where there was nothing', () => {
    const rows = changeRows(
      { material: [null, 'QM'], diameter_mm: [300, 400], end_level_m: [1.5, 1.482], is_operable: [true, false] },
      zh,
    )
    expect(rows).toEqual([
      { label: '材质', before: '空', after: '球墨铸铁 QM' },
      { label: '管径', before: '300\u2009mm', after: '400\u2009mm' },
      { label: '止点高程', before: '1.500\u2009m', after: '1.482\u2009m' },
      { label: '阀门可操作', before: '是', after: '否' },
    ])
  })

  it('is told attribute by attribute, and of those that changed alone', () => {
    const attributes = [
      { Note: 'a', CabNum: '4' },
      { Note: 'b', CabNum: '4', 色标: '黄' },
    ] as const
    expect(changeRows({ attributes }, zh)).toEqual([
      { label: '备注', before: 'a', after: 'b' },
      { label: '色标', before: '空', after: '黄' },
    ])
  })

  it('is told of a place as how far it moved, in plan and in level', () => {
    // 0.00001° of latitude at 36° N is 1.11 m
    const geometry = [
      { lon: 120, lat: 36, height: 3 },
      { lon: 120, lat: 36.00001, height: 2.5 },
    ] as const
    expect(changeRows({ geometry }, zh)).toEqual([
      { label: '位置与走向', before: '', after: '中点平面移动 1.11\u2009m，高程变化 −0.50\u2009m' },
    ])
  })
})
