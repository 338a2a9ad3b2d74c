import { DEFAULT_SEED, writeDemoCity } from '../data-pipeline/synth/write-demo-city.ts'
import { type Command, EXIT, textOption, UsageError } from './command.ts'

/** `lifeline synth`: writes the demo city's survey folder. */
export const synth: Command = {
  name: 'synth',
  summary: '生成示范城市普查数据 · write the demo city as a survey folder',
  help: `
lifeline synth --out DIR [--seed N] [--encoding utf-8|gb18030] [--json]

Writes the invented demo city 海湾示范区 as a survey would deliver it (data-pipeline/README.md): equal seeds give equal
bytes. DIR is replaced as a whole. truth.json in it lists the seeded defects; the pipeline does not read it.

  --out DIR        folder to write (required)
  --seed N         whole number (default ${DEFAULT_SEED})
  --encoding E     of the CSV tables: utf-8 (default) or gb18030
  --json           print the summary as JSON

Exit codes: 0 written · 2 wrong command line · 3 could not write

Example: lifeline synth --out .lifeline/demo/survey --seed 7
`,
  options: { out: { type: 'string' }, seed: { type: 'string' }, encoding: { type: 'string' } },
  async run(args, terminal) {
    const out = textOption(args, 'out')
    if (!out) throw new UsageError('--out DIR is required')
    const seed = Number(textOption(args, 'seed') ?? DEFAULT_SEED)
    if (!Number.isInteger(seed))
      throw new UsageError(`--seed: got "${textOption(args, 'seed')}", expected a whole number`)
    const encoding = textOption(args, 'encoding') ?? 'utf-8'
    if (encoding !== 'utf-8' && encoding !== 'gb18030') {
      throw new UsageError(`--encoding: got "${encoding}", expected utf-8 or gb18030`)
    }
    const summary = await writeDemoCity(out, { seed, encoding, progress: terminal.progress })
    const { points, lines, length, sensors, documents, directory } = summary
    terminal.result(
      summary,
      `${directory}\n${lines} lines, ${points} points, ${(length / 1000).toFixed(1)} km, ${sensors} sensors, ${documents} documents (seed ${seed})`,
    )
    return EXIT.ok
  },
}
