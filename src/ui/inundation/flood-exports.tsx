import { useState } from 'react'
import { FLOOD_EXPORTS, type FloodExport } from '../../commands/export-flood.ts'
import type { Failure } from '../../domain/result.ts'
import { bothRuns, type Flood, shownRun } from '../../state/flood.ts'
import { Button } from '../controls/button.tsx'
import { useCommands, useWords } from '../page.tsx'
import { FloodReportButton } from '../print/flood-report.tsx'
import shared from '../result/result.module.css'
import { FailureFace } from '../states/failure-face.tsx'
import { floodName } from './flood-name.ts'

/** The files of the run that is looked at, and its report on paper. */
export function FloodExports({ flood }: { readonly flood: Flood }) {
  const words = useWords()
  const { t } = words
  const { exportFlood } = useCommands()
  const [busy, setBusy] = useState<FloodExport | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { summary } = shownRun(flood)
  const whyNot = (what: FloodExport) => {
    if (what === 'hydrograph' && flood.places.length === 0) return t('exports.hydrograph.first')
    return what === 'manholes' && !summary?.outcome.network ? t('exports.manholes.none') : null
  }
  const save = async (what: FloodExport) => {
    setBusy(what)
    const saved = await exportFlood(what, floodName(shownRun(flood), words))
    setBusy(null)
    setFailure(saved.ok ? null : saved.failure)
  }
  return (
    <section className={shared.exports}>
      {bothRuns(flood) && <p className={shared.said}>{t('exports.ofB')}</p>}
      <FloodReportButton flood={flood} />
      <dl>
        {FLOOD_EXPORTS.map((what) => (
          <div key={what}>
            <dt>
              <Button
                isSmall
                icon="down"
                isBusy={busy === what}
                disabled={whyNot(what) !== null || busy !== null}
                onClick={() => void save(what)}
              >
                {t(`exports.${what}`)}
              </Button>
            </dt>
            <dd>{whyNot(what) ?? t(`exports.${what}.help`)}</dd>
          </div>
        ))}
      </dl>
      {failure && <FailureFace failure={failure} />}
    </section>
  )
}
