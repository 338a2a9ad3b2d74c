import { describe, expect, it } from 'vitest'
import { aLine, aPoint } from '../check/a-survey.ts'
import { LineRows } from './line-rows.ts'
import { Names } from './names.ts'
import { PointRows } from './point-rows.ts'

describe('rows of a survey as columns', () => {
  it('come back from chunks as they were pushed, one chunk after the other', () => {
    const names = new Names()
    const lines = new LineRows()
    const chunks: Uint8Array[] = []
    for (let number = 0; number < 200; number++) {
      const key = `管${number}~W2~1`
      lines.push(aLine({ key, material: number % 2 ? 'PE' : '混凝土' }), number, 1, [number, -1], names)
      if (number % 70 === 69) {
        chunks.push(lines.encode())
        lines.clear()
      }
    }
    chunks.push(lines.encode())
    const read = new LineRows()
    for (const chunk of chunks) read.appendChunk(chunk.slice().buffer)
    expect(read.count).toBe(200)
    const { columns } = read
    expect(columns.key.at(150)).toBe('管150~W2~1')
    expect(names.text(columns.material[150] ?? 0)).toBe('混凝土')
    expect(names.text(columns.material[151] ?? 0)).toBe('PE')
    expect(columns.startNumber[199]).toBe(199)
    expect(columns.endNumber[199]).toBe(-1)
    expect(columns.startLevel[3]).toBe(3)
    expect(columns.wall[3]).toBeNaN()
    const { block } = columns.path
    expect([...block.slice(columns.path.start(199), columns.path.end(199))]).toEqual([120, 36, 120, 36 + 40 / 110_964])
    expect(columns.length[199]).toBeCloseTo(40, 2)
    expect(columns.planarLength[199]).toBe(40)
  })

  it('are equal bytes for equal rows, whatever was in the memory before', () => {
    const names = new Names()
    const encode = (rows: PointRows) => {
      rows.push(aPoint({ name: '一号井' }), 0, 1, names)
      return rows.encode()
    }
    const used = new PointRows()
    for (let number = 0; number < 100; number++) used.push(aPoint({ key: 'another' }), number, 2, names)
    used.clear()
    expect(encode(used)).toEqual(encode(new PointRows()))
  })
})
