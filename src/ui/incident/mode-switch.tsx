import { MODES } from '../../state/store.ts'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './mode.module.css'

/** 常态 / 应急: the same data in another order. */
export function ModeSwitch() {
  const { t } = useWords()
  const { setMode } = useCommands()
  const mode = useTwin((state) => state.mode)
  return (
    <div className={styles.switch} role="toolbar" aria-label={t('mode.title')}>
      {MODES.map((it) => (
        <button key={it} type="button" className="plain" aria-pressed={it === mode} onClick={() => setMode(it)}>
          {t(`mode.${it}`)}
        </button>
      ))}
    </div>
  )
}
