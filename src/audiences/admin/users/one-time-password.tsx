import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../../ui/page.tsx'
import styles from '../admin.module.css'

interface OneTimePasswordProps {
  readonly email: string
  readonly password: string
  readonly onDone: () => void
}

/** Shown once: it is kept nowhere, neither here nor on the server. */
export function OneTimePassword({ email, password, onDone }: OneTimePasswordProps) {
  const { t } = useWords()
  const [copied, setCopied] = useState<'' | 'copied' | 'manual'>('')
  const copy = () =>
    navigator.clipboard.writeText(password).then(
      () => setCopied('copied'),
      () => setCopied('manual'),
    )
  return (
    <div>
      <p>{t('admin.password.for', { email })}</p>
      <div className={styles.password}>
        <output aria-label={t('password.oneTime')}>{password}</output>
        <Button onClick={() => void copy()}>{t('admin.password.copy')}</Button>
      </div>
      <p className={styles.said} role="status">
        {copied !== '' && t(`admin.password.${copied}`)}
      </p>
      <p className={styles.note}>{t('admin.password.once')}</p>
      <div className={styles.buttons}>
        <Button type="primary" onClick={onDone}>
          {t('admin.password.noted')}
        </Button>
      </div>
    </div>
  )
}
