import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { encodeNetwork } from '../src/domain/network/network-file.ts'
import { aNetwork } from '../tests/kit/a-network.ts'
import { EXIT, UsageError } from './command.ts'
import { isolate } from './isolate.ts'

const folder = mkdtempSync(join(tmpdir(), 'isolate-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** R ─a─ J1 ─b─ J2 ─c─ T, J3 hanging on J1 by d. */
const NETWORK = `[JUNCTIONS]
 J1 0 1
 J2 0 0
 J3 0 4
[RESERVOIRS]
 R 50
[TANKS]
 T 40
[PIPES]
 a R J1 100 300 100
 b J1 J2 100 300 100
 d J1 J3 100 300 100
[VALVES]
 c J2 T 100 TCV 1 0
`
const inp = file('small.inp', NETWORK)

describe('lifeline isolate', () => {
  it('prints exactly the agreed keys, ids and valves sorted', async () => {
    const valves = file('valves.csv', ',link,node\n0,c,J2\n1,a,J1\n2,d,J1\n')
    expect((await run([inp], { link: 'b', valves })).data).toEqual({
      segments: { count: 4, largest: 3 },
      segment: { nodes: ['J1', 'J2'], links: ['b'] },
      valves: [
        { link: 'a', node: 'J1' },
        { link: 'c', node: 'J2' },
      ],
      cutOff: { nodes: ['J1', 'J2', 'J3'], customers: ['J1', 'J3'] },
    })
  })

  it('says which valve need not be closed', async () => {
    const valves = file('valves.csv', 'link,node\nc,J2\na,J1\nd,J1\n')
    const { said } = await run([inp], { link: 'b', valves })
    expect(said.join('\n')).toContain('need not close, no other source beyond it: link d at node J1')
  })

  it('takes the links of [VALVES] as valves at both ends when no valve file is given', async () => {
    const { data, code } = await run([inp], { node: 'T' })
    expect(data).toMatchObject({ segments: { count: 3 }, segment: { nodes: ['T'], links: [] } })
    expect(code).toBe(EXIT.ok)
  })

  it('reaches past a valve that does not work', async () => {
    const valves = file('valves.csv', 'link,node,operable\nc,J2,1\na,J1,0\na,R,\n')
    const { data, said } = await run([inp], { link: 'b', valves })
    expect(data).toMatchObject({
      valves: [
        { link: 'a', node: 'R' },
        { link: 'c', node: 'J2' },
      ],
    })
    expect(said.join('\n')).toContain('does not work, the segment reaches past it: link a at node J1')
    expect(said.join('\n')).toContain(
      '/ 1 of the valves to close have no record of working: taken to work, confirm on site.',
    )
  })

  it('lists valve rows that do not fit, with file and row, and leaves them out', async () => {
    const valves = file('bad.csv', 'link,node,operable\nz,J2,1\na,Q,1\na,J2,1\na,J1,maybe\nc,J2,1\nc,J2,0\n')
    const { said, code, data } = await run([inp], { link: 'b', valves })
    expect(code).toBe(EXIT.findings)
    expect(said.filter((line) => line.startsWith('bad.csv'))).toEqual([
      'bad.csv: row 2: link is "z", expected a link of the network',
      'bad.csv: row 3: node is "Q", expected a node of the network',
      'bad.csv: row 4: node is "J2", expected an end of link "a" (R or J1)',
      'bad.csv: row 5: operable is "maybe", expected 1, 0 or empty',
      'bad.csv: row 7: valve c, J2 is given twice and differently: the less certain statement is taken',
    ])
    expect(data).toMatchObject({ valves: [], segments: { count: 1 } })
  })

  it('lists network rows that cannot be used, with file and row', async () => {
    const { said, code } = await run([file('bad.inp', `${NETWORK}[PIPES]\n e J9 J1 1 1 1\n`)], { node: 'J1' })
    expect(code).toBe(EXIT.findings)
    expect(said).toContain('bad.inp: row 16: is "J9", expected link e: a node of [JUNCTIONS], [RESERVOIRS] or [TANKS]')
  })

  it.each([
    ['an unknown link', [inp], { link: 'zz' }, 'small.inp: no link "zz"'],
    ['an unknown node', [inp], { node: 'a' }, 'small.inp: no node "a"'],
    ['an empty network', [file('bare.inp', '[JUNCTIONS]\n')], { node: 'a' }, 'bare.inp: holds no nodes'],
    ['an empty file', [file('empty.inp', '')], { node: 'a' }, 'empty.inp: 文件为空'],
    [
      'a UTF-16 file',
      [file('wide.inp', Buffer.from(`\uFEFF${NETWORK}`, 'utf16le'))],
      { node: 'a' },
      'wide.inp: 文件是 UTF-16 编码',
    ],
    [
      'a file of another kind',
      [file('plan.dwg', 'AC1032')],
      { node: 'a' },
      'plan.dwg: neither an .inp nor a built network',
    ],
    ['a network that is not there', [join(folder, 'none.inp')], { node: 'a' }, 'none.inp: 文件不存在'],
    [
      'a valve file without its columns',
      [inp],
      { link: 'b', valves: file('odd.csv', 'pipe,end\n') },
      'column "link" is missing',
    ],
  ])('stops at %s', async (_, positionals, values, message) => {
    await expect(run(positionals, values)).rejects.toThrow(message)
  })

  it.each([
    ['no network', [], { link: 'a' }],
    ['neither link nor node', [inp], {}],
    ['both link and node', [inp], { link: 'a', node: 'J1' }],
  ])('calls it a wrong command line: %s', async (_, positionals, values) => {
    await expect(run(positionals, values)).rejects.toThrow(UsageError)
  })

  it('reads ids in GB18030', async () => {
    // 阀门 in GB18030
    const valve = Uint8Array.of(0xb7, 0xa7, 0xc3, 0xc5)
    const text = (part: string) => new TextEncoder().encode(part)
    const parts = [text('[JUNCTIONS]\n A 0 1\n B 0 1\n[PIPES]\n '), valve, text(' A B 1 1 1\n')]
    const network = file('gb.inp', Uint8Array.from(parts.flatMap((part) => [...part])))
    expect((await run([network], { link: '阀门' })).data).toMatchObject({ segment: { links: ['阀门'] } })
  })

  it('reads a built network, with its customers', async () => {
    const network = aNetwork()
      .source('S')
      .pipe('p1', 'S', 'A')
      .valve('p1', 'S')
      .customer('clinic', 'hospital', 'A', 9)
      .build()
    const path = join(folder, 'water.bin')
    writeFileSync(path, encodeNetwork(network))
    expect((await run([path], { link: 'p1' })).data).toMatchObject({
      segment: { nodes: ['A'], links: ['p1'] },
      cutOff: { nodes: ['A'], customers: ['clinic'] },
    })
  })
})

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function run(positionals: string[], values: Record<string, string>) {
  const said: string[] = []
  const printed: unknown[] = []
  const code = await isolate.run(
    { positionals, values },
    {
      isJson: true,
      result: (data) => printed.push(data),
      progress: (message) => said.push(message),
      error: (message) => said.push(message),
    },
  )
  return { code, said, data: printed[0] }
}
