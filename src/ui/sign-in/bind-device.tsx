import { useState } from 'react'
import { Button } from '../controls/button.tsx'
import { useWords } from '../page.tsx'
import styles from './sign-in.module.css'

interface BindDeviceProps {
  /** address of an image (data:) with the key */
  readonly picture: string
  /** the key in base32 */
  readonly secret: string
}

/** How an authenticator is bound: by the camera, or by typing the key. */
export function BindDevice({ picture, secret }: BindDeviceProps) {
  const { t } = useWords()
  const [copied, setCopied] = useState<'' | 'copied' | 'manual'>('')
  const copy = () =>
    navigator.clipboard.writeText(secret).then(
      () => setCopied('copied'),
      () => setCopied('manual'),
    )
  return (
    <ol className={styles.bind}>
      <li>
        {t('factor.bind.scan')}
        <img className={styles.qr} src={picture} alt={t('factor.bind.picture')} />
      </li>
      <li>
        {t('factor.bind.type')}
        <div className={styles.key}>
          <output aria-label={t('factor.bind.key')}>{inGroups(secret)}</output>
          <Button isSmall onClick={() => void copy()}>
            {t('factor.bind.copy')}
          </Button>
        </div>
        <p className={styles.rule} role="status">
          {copied !== '' && t(`factor.bind.${copied}`)}
        </p>
        <p className={styles.rule}>{t('factor.bind.once')}</p>
      </li>
      <li>{t('factor.bind.code')}</li>
    </ol>
  )
}

/** "ABCD EFGH …": typed in without losing one's place. */
function inGroups(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret
}
