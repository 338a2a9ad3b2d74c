import type { WordKey } from '../../i18n/words.ts'
import type { CameraStep } from '../../ports/scene.ts'
import { Hint } from '../controls/hint.tsx'
import { Icon, type IconName } from '../icon.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './view-buttons.module.css'

const STEPS: readonly (readonly [step: CameraStep, icon: IconName, label: WordKey])[] = [
  ['closer', 'plus', 'view.closer'],
  ['farther', 'minus', 'view.farther'],
  ['up', 'up', 'view.up'],
  ['down', 'down', 'view.down'],
  ['left', 'left', 'view.left'],
  ['right', 'right', 'view.right'],
  ['turn-left', 'turn-left', 'view.turnLeft'],
  ['turn-right', 'turn-right', 'view.turnRight'],
  ['tilt-up', 'tilt-up', 'view.tiltUp'],
  ['tilt-down', 'tilt-down', 'view.tiltDown'],
]

/** A map that is looked at straight down has north up and no height but its scale: there up and down move the picture. */
const FLAT_STEPS: typeof STEPS = [
  ['closer', 'plus', 'view.closer'],
  ['farther', 'minus', 'view.farther'],
  ['up', 'up', 'view.northward'],
  ['down', 'down', 'view.southward'],
  ['left', 'left', 'view.left'],
  ['right', 'right', 'view.right'],
]

/** Everything the mouse can do with the camera, for keyboard and touch; also below the ground. */
export function ViewButtons() {
  const { t } = useWords()
  const { moveCamera, goHome, faceNorth, setUnderground } = useCommands()
  const isUnderground = useTwin((state) => state.underground.isOn)
  const abilities = useTwin((state) => state.abilities)
  const heading = useTwin((state) => Math.round(state.view?.heading ?? 0))
  return (
    <div className={styles.buttons} role="toolbar" aria-label={t('view.title')} aria-orientation="vertical">
      <ViewButton label={t('view.home')} onPress={() => void goHome()}>
        <Icon name="home" />
      </ViewButton>
      {abilities.has('tilt') && (
        <ViewButton label={t('view.north')} onPress={() => void faceNorth()}>
          <span className={styles.needle} style={{ rotate: `${-heading}deg` }}>
            <Icon name="north" />
          </span>
        </ViewButton>
      )}
      {abilities.has('underground') && (
        <ViewButton
          label={t(isUnderground ? 'underground.off' : 'underground.on')}
          isPressed={isUnderground}
          onPress={() => setUnderground(!isUnderground)}
        >
          <Icon name="underground" />
        </ViewButton>
      )}
      <div className={styles.steps}>
        {(abilities.has('tilt') ? STEPS : FLAT_STEPS).map(([step, icon, label]) => (
          <ViewButton key={step} label={t(label)} onPress={() => moveCamera(step)}>
            <Icon name={icon} />
          </ViewButton>
        ))}
      </div>
    </div>
  )
}

interface ViewButtonProps {
  readonly label: string
  readonly isPressed?: boolean
  readonly onPress: () => void
  readonly children: React.ReactNode
}

function ViewButton({ label, isPressed, onPress, children }: ViewButtonProps) {
  const pressed = isPressed === undefined ? {} : { 'aria-pressed': isPressed }
  return (
    <Hint text={label} side="left">
      <button type="button" className={`plain ${styles.button}`} aria-label={label} {...pressed} onClick={onPress}>
        {children}
      </button>
    </Hint>
  )
}
