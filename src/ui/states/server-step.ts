import { formatNumber } from '../../i18n/format.ts'
import { useTwin, useWords } from '../page.tsx'

const LOADING = /^loading \w+ \((\d+)\)$/

/** What a starting server is at, as /healthz tells it in English, in the words of the page. */
export function useServerStep(): string {
  const { t, known, locale } = useWords()
  const step = useTwin((state) => state.server.step) ?? 'starting'
  const [, rows] = LOADING.exec(step) ?? []
  return rows === undefined
    ? known('server.step', step)
    : t('server.step.loading', { n: formatNumber(locale, Number(rows)) })
}
