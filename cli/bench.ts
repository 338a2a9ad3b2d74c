import { audit } from './bench/audit.ts'
import { backend } from './bench/backend.ts'
import type { Bench } from './bench/bench.ts'
import { buildings } from './bench/buildings.ts'
import { bundle } from './bench/bundle.ts'
import { check } from './bench/check.ts'
import { drainage } from './bench/drainage.ts'
import { firstPicture } from './bench/first-picture.ts'
import { floodCity } from './bench/flood-city.ts'
import { floodPage } from './bench/flood-page.ts'
import { inundation } from './bench/inundation.ts'
import { isolation } from './bench/isolation.ts'
import { leak } from './bench/leak.ts'
import { load } from './bench/load.ts'
import { pipeline } from './bench/pipeline.ts'
import { readings } from './bench/readings.ts'
import { realtime } from './bench/realtime.ts'
import { repaint } from './bench/repaint.ts'
import { terrain } from './bench/terrain.ts'
import { tiles } from './bench/tiles.ts'
import { type Command, UsageError } from './command.ts'

/** Everything that can be measured, in the order of the help. */
const BENCHES: readonly Bench[] = [
  isolation,
  inundation,
  floodCity,
  floodPage,
  drainage,
  leak,
  tiles,
  buildings,
  terrain,
  check,
  load,
  pipeline,
  backend,
  readings,
  realtime,
  audit,
  bundle,
  repaint,
  firstPicture,
]

export const bench: Command = {
  name: 'bench',
  summary: '本机测速 · measure speed on this machine',
  help: `
${BENCHES.map(({ name, synopsis }) => ['lifeline bench', name, synopsis, '[--json]'].filter(Boolean).join(' ')).join('\n')}

${BENCHES.map(({ name, about }) => `${name}: ${about}`).join('\n\n')}

${optionLines().join('\n')}

Exit codes: 0 within the goals · 1 slower than a goal · 2 wrong command line

Example: lifeline bench isolation --pipes 20000`,
  options: Object.fromEntries(
    BENCHES.flatMap(({ options }) => Object.keys(options)).map((name) => [name, { type: 'string' as const }]),
  ),
  async run(args, terminal) {
    const asked = BENCHES.find(({ name }) => name === args.positionals.join(' '))
    if (!asked) {
      const names = BENCHES.map(({ name }) => name)
      throw new UsageError(`expected what to measure: ${names.slice(0, -1).join(', ')} or ${names.at(-1)}`)
    }
    return asked.run(args, terminal)
  },
}

/** A line for each option; where it means another thing to several benches, it says all. */
function optionLines(): string[] {
  const told = new Map<string, Set<string>>()
  for (const { options } of BENCHES)
    for (const [name, { value, means }] of Object.entries(options)) {
      const option = `--${name} ${value}`
      told.set(option, (told.get(option) ?? new Set()).add(means))
    }
  return Array.from(told, ([option, means]) => `${option.padEnd(14)} ${[...means].join('; ')}`)
}
