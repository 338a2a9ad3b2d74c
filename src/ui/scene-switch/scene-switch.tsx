import { Segmented } from 'antd'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './scene-switch.module.css'

const SCENES = ['city-twin', 'city-map'] as const

/** 三维 or 平面: the same city drawn by another engine; selection, time, filter, palette and place stay. */
export function SceneSwitch() {
  const { t } = useWords()
  const { setScene } = useCommands()
  const sceneId = useTwin((state) => state.sceneId)
  return (
    <Segmented
      className={styles.switch ?? ''}
      vertical
      block
      // its radio is the stop of the Tab key, the group itself does nothing
      tabIndex={-1}
      aria-label={t('scene.switch')}
      value={sceneId}
      options={SCENES.map((id) => ({ value: id, label: t(`scene.${id}`) }))}
      onChange={setScene}
    />
  )
}
