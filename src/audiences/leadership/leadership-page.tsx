import { lazy, Suspense, useEffect, useMemo } from 'react'
import type { SceneConfig } from '../../domain/config/scene-config.ts'
import { useCommands, useTwin } from '../../ui/page.tsx'
import { SceneStatus } from '../../ui/scene-status.tsx'
import { Notices } from '../../ui/states/notices.tsx'
import { AlarmHours } from '../../ui/wall/alarm-hours.tsx'
import { NetworkAges } from '../../ui/wall/network-ages.tsx'
import { NetworkLengths } from '../../ui/wall/network-lengths.tsx'
import { OpenAlarms } from '../../ui/wall/open-alarms.tsx'
import { SensorStates } from '../../ui/wall/sensor-states.tsx'
import { SurroundingsPanel } from '../../ui/wall/surroundings-panel.tsx'
import { TourBar } from '../../ui/wall/tour-bar.tsx'
import { useWallKeys, type WallKeys } from '../../ui/wall/wall-keys.ts'
import { WallStage } from '../../ui/wall/wall-stage.tsx'
import { WallTitle } from '../../ui/wall/wall-title.tsx'

/** Arrives with the first selection: nobody reads a record before. */
const RecordCard = lazy(() =>
  import('../../ui/wall/record-card.tsx').then((module) => ({ default: module.RecordCard })),
)

interface LeadershipPageProps {
  readonly scenes: readonly [SceneConfig, ...SceneConfig[]]
}

/** The wall: the city at night between six panels of figures, on a tour that anybody may hold. */
export function LeadershipPage({ scenes }: LeadershipPageProps) {
  const { conductTour, watchFigures } = useCommands()
  const sceneId = useTwin((state) => state.sceneId)
  const [first] = scenes
  const shown = scenes.find(({ id }) => id === sceneId) ?? first
  useEffect(
    () => conductTour(scenes, () => matchMedia('(prefers-reduced-motion: reduce)').matches),
    [conductTour, scenes],
  )
  useEffect(() => watchFigures(), [watchFigures])
  const hasCard = useTwin(({ selection }) => selection.assetId !== null || selection.sensorId !== null)
  useWallKeys(useKeys(scenes, hasCard))
  return (
    <WallStage
      title={<WallTitle sceneName={shown.name} />}
      left={
        <>
          <SensorStates />
          <OpenAlarms />
          <AlarmHours />
        </>
      }
      right={
        <>
          <NetworkLengths />
          <NetworkAges />
          <SurroundingsPanel />
        </>
      }
      notices={
        <>
          <Notices />
          <SceneStatus />
        </>
      }
      card={
        hasCard && (
          <Suspense fallback={null}>
            <RecordCard />
          </Suspense>
        )
      }
      tour={<TourBar scenes={scenes} />}
    />
  )
}

function useKeys(scenes: LeadershipPageProps['scenes'], hasCard: boolean): WallKeys {
  const { pauseTour, resumeTour, stepTour, stopTour, showScene, closeAsset } = useCommands()
  const isRunning = useTwin(({ tour }) => tour !== null && !tour.isPaused)
  return useMemo(
    () => ({
      onSpace: () => (isRunning ? pauseTour() : resumeTour(scenes)),
      onNext: () => stepTour(scenes, 1),
      onPrevious: () => stepTour(scenes, -1),
      onScene: (index: number) => {
        const scene = scenes[index]
        if (scene) showScene(scenes, scene.id)
      },
      onEscape: () => (hasCard ? closeAsset() : stopTour()),
    }),
    [pauseTour, resumeTour, stepTour, stopTour, showScene, closeAsset, scenes, isRunning, hasCard],
  )
}
