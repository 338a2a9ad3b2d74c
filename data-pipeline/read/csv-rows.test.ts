import Papa from 'papaparse'
import { expect, test } from 'vitest'
import { csvRows } from './csv-rows.ts'

/** The cells of a text that is read in chunks of so many bytes. */
async function cells(text: string, chunkBytes: number, delimiter = ','): Promise<string[][]> {
  const bytes = new TextEncoder().encode(text)
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.slice(at, at + chunkBytes)
  }
  const rows: string[][] = []
  for await (const block of csvRows(chunks(), delimiter, 1000, 'a.csv'))
    for (const row of block) rows.push(Array.from({ length: row.length }, (_, index) => row.cell(index)))
  return rows
}

const TEXTS = [
  'a,b,c\n1,2,3\n',
  '点号,材质\nJS1,球墨铸铁\nJS2,"聚乙烯, PE100"\n',
  'a,b\r\n"two\nlines","said ""no"""\r\n,\r\n',
  '"",x\n"",""\n1,2',
  'DN 2" pipe,x\n3,4"\n',
  '"" ,1\n"a" ,2\n',
]

test.each(TEXTS)('reads %j as a well-kept parser does, wherever the chunks are cut', async (text) => {
  const expected = Papa.parse<string[]>(text.replace(/\r?\n$/, ''), { delimiter: ',' }).data
  for (const size of [1, 2, 3, 5, 1000]) expect(await cells(text, size)).toEqual(expected)
})

test('a row says when its bytes are no UTF-8, and the others do not', async () => {
  async function* chunks() {
    yield Buffer.concat([Buffer.from('好,1\n'), Buffer.from('\xff\xfe,2\n', 'latin1'), Buffer.from('3,4\n')])
  }
  const damaged: boolean[] = []
  for await (const block of csvRows(chunks(), ',', 1000, 'a.csv')) for (const row of block) damaged.push(row.isDamaged)
  expect(damaged).toEqual([false, true, false])
})

test('numbers and repeated texts of a row are what its cells say', async () => {
  async function* chunks() {
    yield Buffer.from('-12.50, 7 ,1e3,x,"4","a ""b"""\n 示例 ,+.5,1500000000000.00000000,NaN,,示例\n')
  }
  const read: unknown[] = []
  for await (const block of csvRows(chunks(), ',', 1000, 'a.csv'))
    for (const row of block) read.push([0, 1, 2, 3, 4, 5, 6].map((at) => [row.number(at), row.repeated(at)]))
  const none = Number.NaN
  expect(read).toEqual([
    [
      [-12.5, '-12.50'],
      [7, '7'],
      [1000, '1e3'],
      [none, 'x'],
      [4, '4'],
      [none, 'a "b"'],
      [none, ''],
    ],
    [
      [none, '示例'],
      [0.5, '+.5'],
      [1.5e12, '1500000000000.00000000'],
      [none, 'NaN'],
      [none, ''],
      [none, '示例'],
      [none, ''],
    ],
  ])
})
