import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeColumns, encodeColumns } from './columns.ts'

const bufferOf = (bytes: Uint8Array) => new Uint8Array(bytes).buffer

describe('a columns file', () => {
  it('gives back meta, numbers of every type and texts', () => {
    const columns = {
      f64: Float64Array.of(0.1, Number.NaN),
      f32: Float32Array.of(-2.5),
      i32: Int32Array.of(-1, 2 ** 31 - 1),
      u32: Uint32Array.of(2 ** 32 - 1),
      u16: Uint16Array.of(65535),
      u8: Uint8Array.of(0, 255, 7),
    }
    const opened = decodeColumns(
      bufferOf(encodeColumns({ rows: 3, name: '海湾' }, { ...columns, text: ['阀门', '', 'a'] })),
    )
    expect(opened.meta).toEqual({ rows: 3, name: '海湾' })
    for (const [name, values] of Object.entries(columns)) {
      expect(opened.numeric(name, name as keyof typeof columns)).toEqual(values)
    }
    expect([...opened.texts('text')]).toEqual(['阀门', '', 'a'])
    expect([opened.has('f64'), opened.has('f16')]).toEqual([true, false])
  })

  it('lays numbers so that they are read where they lie, without copying', () => {
    const buffer = bufferOf(encodeColumns({ odd: 'x' }, { u8: Uint8Array.of(1, 2, 3), f64: Float64Array.of(4) }))
    const column = decodeColumns(buffer).numeric('f64', 'f64')
    expect(column.buffer).toBe(buffer)
    expect(column.byteOffset % 8).toBe(0)
  })

  it('keeps any texts, whatever their letters', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
        expect([...decodeColumns(bufferOf(encodeColumns({}, { texts }))).texts('texts')]).toEqual(texts)
      }),
    )
  })

  it('packs a part of an array as only that part', () => {
    const part = Int32Array.of(1, 2, 3, 4).subarray(1, 3)
    expect(decodeColumns(bufferOf(encodeColumns({}, { part }))).numeric('part', 'i32')).toEqual(Int32Array.of(2, 3))
  })

  it('has equal bytes for equal input', () => {
    const pack = () => encodeColumns({ a: 1 }, { ids: ['x'], n: Float32Array.of(1) })
    expect(pack()).toEqual(pack())
  })

  it('says what is wrong with another file, an absent column or another type', () => {
    expect(() => decodeColumns(new ArrayBuffer(16))).toThrow('decodeColumns: not an LLC1 buffer')
    expect(() => decodeColumns(new ArrayBuffer(0))).toThrow()
    const opened = decodeColumns(bufferOf(encodeColumns({}, { n: Float32Array.of(1), t: ['x'] })))
    expect(() => opened.numeric('m', 'f32')).toThrow('no column "m"')
    expect(() => opened.numeric('n', 'f64')).toThrow('column "n" is f32, expected f64')
    expect(() => opened.texts('n')).toThrow('column "n" is f32, expected text')
  })
})
