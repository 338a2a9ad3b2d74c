import { Icon } from '../../ui/icon.tsx'
import { useTwin, useWords } from '../../ui/page.tsx'
import styles from './inside.module.css'

/** Back to the page and exactly the view that one came from; nothing when one came by a bare link. */
export function BackLink() {
  const { t } = useWords()
  const back = useTwin((state) => state.back)
  if (back === null) return null
  return (
    <a className={styles.back} href={back}>
      <Icon name="left" />
      {t('inside.back')}
    </a>
  )
}
