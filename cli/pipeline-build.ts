import { resolve } from 'node:path'
import { buildCity } from '../data-pipeline/build.ts'
import { UnusableInput } from '../data-pipeline/check/finding.ts'
import { reportText } from '../data-pipeline/publish/report.ts'
import { DirectoryInUseError, lockDirectory } from '../server/database/directory-lock.ts'
import { type Arguments, type Command, EXIT, textOption, UsageError } from './command.ts'
import { surveyOptions, surveyOptionsHelp, toSurveyOptions } from './pipeline-options.ts'
import { tellProgress } from './tell-progress.ts'
import { tellRefusal } from './tell-refusal.ts'

/** Turns a survey into one build of a city. */
export const pipelineBuild: Command = {
  name: 'pipeline build',
  summary: '测量成果 → 三维瓦片与数据行 · survey tables to tiles and rows',
  help: `
lifeline pipeline build SOURCE… [options]
${surveyOptionsHelp}
  --data DIR         folder of the cities' data (default .lifeline)
  --public DIR       folder of the public grade (default public/tiles)
  --redis URL        let "pipeline worker" on any machine that shares --data make the shards
  --precise          positions in tiles within 0.5 mm instead of 7 mm, at some 45 bytes more a line
  --instanced-nodes  nodes as instances: smaller, for display only, nothing of them can be picked or coloured
  --implicit         pipes by implicit tiling: availability in subtree files instead of one large tileset.json
  --workers N        threads that make shards (default 2); the build is the same at any number

Exit: 0 built (warnings are allowed), 1 built, but rows were left out or altered (error findings),
      2 wrong command line, 3 not built: an input is unusable, or another build of the city runs.
Example: lifeline pipeline build network.inp --crs local --anchor 120.3,36.1 --vertical local --name town`,
  options: {
    ...surveyOptions,
    data: { type: 'string' },
    public: { type: 'string' },
    workers: { type: 'string' },
    redis: { type: 'string' },
    precise: { type: 'boolean' },
    'instanced-nodes': { type: 'boolean' },
    implicit: { type: 'boolean' },
  },
  async run(args, terminal) {
    try {
      const report = await buildCity({
        ...toSurveyOptions(args),
        dataDirectory: resolve(textOption(args, 'data') ?? '.lifeline'),
        publicDirectory: resolve(textOption(args, 'public') ?? 'public/tiles'),
        workers: workersOf(args),
        redis: textOption(args, 'redis'),
        isPrecise: args.values.precise === true,
        instancedNodes: args.values['instanced-nodes'] === true,
        isImplicit: args.values.implicit === true,
        progress: tellProgress(terminal),
        takeFolder: (folder) => lockDirectory(folder, 'build'),
      })
      terminal.result(report, reportText(report))
      return report.totals.errors > 0 ? EXIT.findings : EXIT.ok
    } catch (error) {
      if (error instanceof DirectoryInUseError) {
        terminal.error(error.message)
        return EXIT.failed
      }
      if (!(error instanceof UnusableInput)) throw error
      tellRefusal(error, terminal)
      return EXIT.failed
    }
  },
}

function workersOf(args: Arguments): number | undefined {
  const text = textOption(args, 'workers')
  if (text === undefined) return undefined
  const workers = Number(text)
  if (Number.isInteger(workers) && workers >= 1 && workers <= 64) return workers
  throw new UsageError(`--workers ${text}: expected a whole number from 1 to 64`)
}
