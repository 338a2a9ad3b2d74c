import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { simulateInundation } from '../../cli/simulate-inundation.ts'

/** A folder with cases of `lifeline simulate inundation` and what they gave; it goes with the tests. */
export function inundationFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'inundation-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const lines = (out: string, name: string) => readFileSync(join(out, name), 'utf8').trim().split('\n')
  return {
    file(name: string, content: string | Buffer): void {
      writeFileSync(join(folder, name), content)
    },

    /** Runs a case in this process. */
    async run(given: unknown, values: Record<string, string> = {}) {
      const [path, out] = [join(folder, 'CASE.json'), join(folder, `out ${values.backend ?? ''}`)]
      writeFileSync(path, JSON.stringify(given))
      const errors: string[] = []
      let told = ''
      const terminal = {
        ...{ isJson: false, progress: () => {}, error: (text: string) => errors.push(text) },
        result: (_: unknown, text: string) => {
          told = text
        },
      }
      const code = await simulateInundation.run({ values: { ...values, out }, positionals: [path] }, terminal)
      return { code, out, errors, told }
    },

    lines,

    summary: (out: string) => JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')),

    /** Values of a written grid, NaN where it has none. */
    grid: (out: string, name: string) =>
      lines(out, `${name}.asc`)
        .slice(6)
        .flatMap((line) => line.split(' ').map((word) => (word === '-9999' ? Number.NaN : Number(word)))),
  }
}
