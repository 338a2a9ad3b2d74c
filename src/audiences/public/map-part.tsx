import { type KeyboardEvent, useCallback } from 'react'
import { middleOf } from '../../domain/geo/cell-grid.ts'
import { publicDegrees } from '../../i18n/public.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { useEnquiry, useParts, usePublicWords } from './enquiry-context.tsx'
import styles from './map.module.css'

const AIMS: Readonly<Record<string, readonly [east: number, north: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

/** The map, and everything that a finger does on it for keys. */
export function MapPart() {
  const { t } = usePublicWords()
  const { commands, onSceneHost } = useParts()
  const aim = useEnquiry((state) => state.aim)
  const scene = useEnquiry((state) => state.scene)
  const host = useCallback(
    (element: HTMLDivElement | null) => {
      if (element) onSceneHost(element)
    },
    [onSceneHost],
  )
  const onKey = (event: KeyboardEvent) => {
    const by = AIMS[event.key]
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (by) commands.moveAim(...by)
    else if (event.key === 'Enter') void commands.askAim()
    else if (event.key === '+' || event.key === '=') commands.moveCamera('closer')
    else if (event.key === '-') commands.moveCamera('farther')
    else if (event.key === 'Home') commands.goHome()
    else return
    event.preventDefault()
  }
  const middle = aim && middleOf(aim)
  const cell = middle && `${publicDegrees(middle.lon, 'EW')} ${publicDegrees(middle.lat, 'NS')}`
  return (
    <section className={styles.mapPart} aria-label={t('map.label')}>
      <div
        className={styles.map}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the map is worked by keys; "application" hands them to it
        tabIndex={0}
        aria-label={t('map.label')}
        aria-describedby="map-help"
        onKeyDown={onKey}
        ref={host}
        data-ready={scene.isReady}
      />
      <p id="map-help" className={styles.mapHelp}>
        {t('map.help')}
      </p>
      <p className="visually-hidden" aria-live="polite">
        {cell && t('map.aim', { cell })}
      </p>
      {!scene.isReady && scene.fault === null && (
        <p className={styles.mapState} role="status">
          {t('map.loading')}
        </p>
      )}
      {scene.fault !== null && (
        <div className={styles.mapState} role="alert">
          <strong>{t('map.failed')}</strong>
          <span>{t('map.failed.help', { detail: scene.fault })}</span>
        </div>
      )}
      <div className={styles.tools}>
        <MapButton icon="plus" label={t('map.closer')} onPress={() => commands.moveCamera('closer')} />
        <MapButton icon="minus" label={t('map.farther')} onPress={() => commands.moveCamera('farther')} />
        <MapButton icon="home" label={t('map.home')} onPress={() => commands.goHome()} />
      </div>
      <p className={styles.legend}>
        <span className={styles.legendCell} aria-hidden="true" />
        {t('map.legend')}
      </p>
    </section>
  )
}

function MapButton(props: { readonly icon: IconName; readonly label: string; readonly onPress: () => void }) {
  return (
    <button type="button" aria-label={props.label} title={props.label} onClick={props.onPress}>
      <Icon name={props.icon} size={18} />
    </button>
  )
}
