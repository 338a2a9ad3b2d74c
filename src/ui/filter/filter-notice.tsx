import { isFiltering, NO_FILTER } from '../../domain/asset/asset-filter.ts'
import { formatNumber } from '../../i18n/format.ts'
import { Button } from '../controls/button.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { Notice } from '../states/notices.tsx'
import { useShown } from './use-shown.ts'

/** On a page without the filter panel: a filter or hidden classes that came with the link leave something out. */
export function FilterNotice() {
  const { t, locale } = useWords()
  const { setFilter } = useCommands()
  const filter = useTwin((state) => state.filter)
  const shown = useShown()
  if (!shown || shown.shown === shown.total) return null
  const isFiltered = isFiltering(filter)
  const number = (value: number) => formatNumber(locale, value)
  return (
    <Notice level="warn" title={t('filter.notice.title')}>
      {t('filter.notice', { shown: number(shown.shown), total: number(shown.total) })}{' '}
      {isFiltered && (
        <Button isSmall onClick={() => setFilter(NO_FILTER)}>
          {t('filter.reset')}
        </Button>
      )}
    </Notice>
  )
}
