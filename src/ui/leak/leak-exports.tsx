import { useState } from 'react'
import { LEAK_EXPORTS, type LeakExport } from '../../commands/export-leak.ts'
import type { Failure } from '../../domain/result.ts'
import type { Leak } from '../../state/leak.ts'
import { Button } from '../controls/button.tsx'
import { useCommands, useWords } from '../page.tsx'
import { LeakReportButton } from '../print/leak-report.tsx'
import shared from '../result/result.module.css'
import { FailureFace } from '../states/failure-face.tsx'

/** The files of a finished run, and its report on paper. */
export function LeakExports({ leak }: { readonly leak: Leak }) {
  const { t } = useWords()
  const { exportLeak } = useCommands()
  const [failure, setFailure] = useState<Failure | null>(null)
  const save = (what: LeakExport) => {
    const saved = exportLeak(what)
    setFailure(saved.ok ? null : saved.failure)
  }
  return (
    <section className={shared.exports}>
      <LeakReportButton leak={leak} />
      <dl>
        {LEAK_EXPORTS.map((what) => (
          <div key={what}>
            <dt>
              <Button isSmall icon="down" onClick={() => save(what)}>
                {t(`leak.exports.${what}`)}
              </Button>
            </dt>
            <dd>{t(`leak.exports.${what}.help`)}</dd>
          </div>
        ))}
      </dl>
      {failure && <FailureFace failure={failure} />}
    </section>
  )
}
