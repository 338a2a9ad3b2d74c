import { formatDuration } from '../../i18n/format.ts'
import { type Flood, lengthsOf } from '../../state/flood.ts'
import { useWords } from '../page.tsx'
import shared from '../result/result.module.css'

/** [ms] */
const HOUR = 3_600_000

/** That two runs differ in length, where they do: what came later in the longer one the other cannot have. */
export function LengthsNote({ flood }: { readonly flood: Flood }) {
  const { t } = useWords()
  const lengths = lengthsOf(flood)
  if (!lengths) return null
  const [a, b] = lengths
  const said = (hours: number) => formatDuration(hours * HOUR)
  return (
    <p className={shared.said}>{t('comparison.lengths', { a: said(a), b: said(b), shorter: said(Math.min(a, b)) })}</p>
  )
}
