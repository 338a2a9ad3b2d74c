import { formatNumber } from '../i18n/format.ts'
import { useTwin, useWords } from './page.tsx'
import styles from './scene-status.module.css'

/** What the scene is doing, so that a blank or half-filled picture never goes unexplained. */
export function SceneStatus() {
  const { t, locale } = useWords()
  const { pending, isReady, fault } = useTwin((state) => state.scene)
  const isCityLoading = useTwin((state) => state.city.state === 'loading')
  if (fault !== null || (isReady && pending === 0)) return null
  const words = isCityLoading
    ? t('city.loading')
    : pending > 0
      ? t('scene.loading', { n: formatNumber(locale, pending) })
      : t('scene.preparing')
  return (
    <p className={styles.status} role="status">
      {words}
    </p>
  )
}
