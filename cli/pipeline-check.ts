import { resolve } from 'node:path'
import { checkCity } from '../data-pipeline/build.ts'
import { UnusableInput } from '../data-pipeline/check/finding.ts'
import { reportText } from '../data-pipeline/publish/report.ts'
import { type Command, EXIT, textOption } from './command.ts'
import { surveyOptions, surveyOptionsHelp, toSurveyOptions } from './pipeline-options.ts'
import { tellProgress } from './tell-progress.ts'
import { tellRefusal } from './tell-refusal.ts'

/** Reads and checks a survey without building it. */
export const pipelineCheck: Command = {
  name: 'pipeline check',
  summary: '只检查测量成果 · check survey tables without building',
  help: `
lifeline pipeline check SOURCE… [options]
${surveyOptionsHelp}
  --out DIR          also writes report.json, findings.csv and report.html, with every finding

Exit: 0 no error finding, 1 error findings, 2 wrong command line, 3 an input is unusable.
Example: lifeline pipeline check survey/ --out quality`,
  options: { ...surveyOptions, out: { type: 'string' } },
  async run(args, terminal) {
    try {
      const out = textOption(args, 'out')
      const report = await checkCity({
        ...toSurveyOptions(args),
        ...(out === undefined ? {} : { out: resolve(out) }),
        progress: tellProgress(terminal),
      })
      terminal.result(report, reportText(report))
      return report.totals.errors > 0 ? EXIT.findings : EXIT.ok
    } catch (error) {
      if (!(error instanceof UnusableInput)) throw error
      tellRefusal(error, terminal)
      return EXIT.failed
    }
  },
}
