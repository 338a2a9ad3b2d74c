import { useEffect } from 'react'
import { About } from './about.tsx'
import { Advice } from './advice.tsx'
import { AnswerPart } from './answer.tsx'
import { useEnquiry, usePublicWords } from './enquiry-context.tsx'
import { Heading } from './heading.tsx'
import { MapPart } from './map-part.tsx'
import styles from './public.module.css'
import { SearchPart } from './search-part.tsx'
import { Sheet } from './sheet.tsx'

/** The public page: the map, and one sheet with the question, its answer and what to do before digging. */
export function PublicPage() {
  const { t, locale, name } = usePublicWords()
  const theme = useEnquiry((state) => state.theme)
  const sheet = useEnquiry((state) => state.sheet)
  const city = useEnquiry(({ city }) => (city.state === 'loaded' ? city.value.name : null))
  const title = city ? t('title.city', { city: name(city) }) : t('title')
  useEffect(() => {
    document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
    document.documentElement.dataset.theme = theme
    document.title = title
  }, [locale, theme, title])
  return (
    <main className={styles.page} data-sheet={sheet}>
      <MapPart />
      <Sheet>
        <Heading />
        <SearchPart />
        <AnswerPart />
        <Advice />
        <About />
      </Sheet>
    </main>
  )
}
