import { fileURLToPath } from 'node:url'
import { benchBundle, isWithinBudget } from '../../tests/bench/bundle.ts'
import { EXIT } from '../command.ts'
import type { Bench } from './bench.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export const bundle: Bench = {
  name: 'bundle',
  synopsis: '',
  about: `JavaScript that every built page loads until first use, gzip, against its budget; no page may bring an engine
that its scenes do not name.`,
  options: {},
  run(_, terminal) {
    const pages = benchBundle(ROOT)
    const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
    const lines = pages.map((weight) => {
      const { page, engine, total, engineOnly, charts, budget, strayEngines } = weight
      return [
        `${isWithinBudget(weight) ? 'ok   ' : 'OVER '} ${page.padEnd(11)} ${kilobytes(total).padStart(10)}`,
        budget === null ? '(no budget)' : `(budget ${kilobytes(budget)})`,
        engine === null ? 'no engine' : `${engine} ${kilobytes(engineOnly)}`,
        charts > 0 ? `charts later ${kilobytes(charts)}` : '',
        strayEngines.length > 0 ? `brings ${strayEngines.join(', ')} of itself` : '',
      ]
        .filter((part) => part !== '')
        .join('  ')
    })
    terminal.result({ pages }, ['JavaScript until first use, gzip', ...lines].join('\n'))
    return pages.every(isWithinBudget) ? EXIT.ok : EXIT.findings
  },
}
