import { resolve } from 'node:path'
import { designContrast } from '../tests/bench/design-contrast.ts'
import { type Arguments, type Command, EXIT, type ExitCode, type Terminal, textOption, UsageError } from './command.ts'

const FOLDER = 'docs/images/design'
const PAGES = 'docs/images'

export const design: Command = {
  name: 'design',
  summary: '界面规范 · pictures and contrast of the design',
  help: `
lifeline design pictures [--out ${FOLDER}]
lifeline design pages [--url URL] [--out ${PAGES}]
lifeline design contrast [--json]

pictures: builds the gallery of components (tests/gallery) and takes a picture of every sheet by day, by night and on the
wall, and of what colour-blind eyes see. Needs Chromium: /usr/bin/chromium or
the program that LIFELINE_CHROMIUM names.
pages: the pictures of README, every page of the demo city; starts it unless --url names one that runs.
contrast: the least contrast of every text and mark token on the grounds of each look, and of every class of pipe.

--out FOLDER   where the pictures go
--url URL      a running demo city

Exit codes: 0 done · 1 a contrast is below its goal · 2 wrong command line

Example: lifeline design contrast`,
  options: { out: { type: 'string' }, url: { type: 'string' } },
  async run(args, terminal) {
    switch (args.positionals.join(' ')) {
      case 'pictures':
        return await takePictures(args, terminal)
      case 'pages':
        return await takePages(args, terminal)
      case 'contrast':
        return printContrast(terminal)
      default:
        throw new UsageError('expected what to make: pictures, pages or contrast')
    }
  },
}

async function takePictures(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const folder = resolve(textOption(args, 'out') ?? FOLDER)
  // the gallery needs Vite and Playwright, which no other command loads
  const { designPictures } = await import('../tests/bench/design-pictures.ts')
  const taken = await designPictures(folder, process.env.LIFELINE_CHROMIUM ?? '/usr/bin/chromium')
  terminal.result({ folder, taken }, taken.join('\n'))
  return EXIT.ok
}

async function takePages(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const folder = resolve(textOption(args, 'out') ?? PAGES)
  const { pagePictures } = await import('../tests/bench/page-pictures.ts')
  const taken = await pagePictures(folder, textOption(args, 'url') ?? null, terminal.progress)
  terminal.result({ folder, taken }, taken.join('\n'))
  return EXIT.ok
}

function printContrast(terminal: Terminal): ExitCode {
  const rows = designContrast()
  const lines = rows.map(({ name, goal, least }) => {
    const figures = [least.light, least.dark, least.wall].map((figure) => figure.toFixed(1))
    return `| ${name} | ${goal} | ${figures.join(' | ')} |`
  })
  terminal.result(rows, ['| | ≥ | light | dark | wall |', '|---|--:|--:|--:|--:|', ...lines].join('\n'))
  return rows.every(({ goal, least }) => Object.values(least).every((figure) => figure >= goal))
    ? EXIT.ok
    : EXIT.findings
}
