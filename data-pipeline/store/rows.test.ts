import { describe, expect, it } from 'vitest'
import { aLine, aPoint } from '../check/a-survey.ts'
import { LineRows } from './line-rows.ts'
import { Names } from './names.ts'
import { PointRows } from './point-rows.ts'
import { TextColumn } from './text-column.ts'

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

  it('come back from a chunk that lies behind another in one buffer', () => {
    const names = new Names()
    const [first, second] = [new PointRows(), new PointRows()]
    first.push(aPoint({ key: '管1' }), 0, 1, names)
    second.push(aPoint({ key: '管2' }), 1, 1, names)
    const [before, chunk] = [first.encode(), second.encode()]
    const read = new PointRows()
    read.appendChunk(Uint8Array.of(...before, ...chunk).buffer, before.length)
    expect(read.columns.key.at(0)).toBe('管2')
    expect(read.columns.number[0]).toBe(1)
  })

  it('join a text of another column to what stands before it', () => {
    const [keys, ids] = [new TextColumn(), new TextColumn()]
    for (const key of ['', '管1', 'W2']) keys.push(key)
    for (const index of [1, 2, 0]) ids.pushJoined(Buffer.from('市/water/'), keys, index)
    expect([0, 1, 2].map((index) => ids.at(index))).toEqual(['市/water/管1', '市/water/W2', '市/water/'])
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
