import { useMemo } from 'react'
import { AdjacencyPanel } from '../../ui/adjacency/adjacency-panel.tsx'
import { AlarmList } from '../../ui/alarms/alarm-list.tsx'
import { AssetPanel } from '../../ui/asset-panel/asset-panel.tsx'
import { CityBottom, CityHud } from '../../ui/city-panels.tsx'
import { FilterPanel } from '../../ui/filter/filter-panel.tsx'
import { ResultList } from '../../ui/find/result-list.tsx'
import { SearchBox } from '../../ui/find/search-box.tsx'
import { FloodSplit } from '../../ui/inundation/flood-split.tsx'
import { ScenarioPanel } from '../../ui/inundation/scenario-panel.tsx'
import { SimulatedWarnings } from '../../ui/inundation/simulated-warnings.tsx'
import { type Keys, useKeyboard } from '../../ui/keyboard.ts'
import { LayerTree } from '../../ui/layers/layer-tree.tsx'
import { Shell } from '../../ui/layout/shell.tsx'
import { useCommands, useSceneHost, useTwin } from '../../ui/page.tsx'
import { QualityPanel } from '../../ui/quality/quality-panel.tsx'
import { SceneSwitch } from '../../ui/scene-switch/scene-switch.tsx'
import { useSignIn } from '../../ui/staff-page/staff-page.tsx'
import { Notices } from '../../ui/states/notices.tsx'
import { TitleBar } from '../../ui/title-bar/title-bar.tsx'
import { useEscape } from '../../ui/use-escape.ts'
import { ViewButtons } from '../../ui/view-buttons/view-buttons.tsx'

/** The planner's page: the scene, with panels floating over it. */
export function PlannerPage() {
  const askSignIn = useSignIn()
  useKeyboard(useKeys())
  return (
    <Shell
      onSceneHost={useSceneHost()}
      over={<FloodSplit />}
      bar={<TitleBar search={<SearchBox />} onSignIn={askSignIn} />}
      notices={<Notices />}
      left={
        <>
          <ResultList onSignIn={askSignIn} />
          <LayerTree onSignIn={askSignIn} />
          <FilterPanel />
          <ScenarioPanel />
          <AdjacencyPanel />
          <QualityPanel />
          <AlarmList />
          <SimulatedWarnings />
        </>
      }
      right={<AssetPanel onSignIn={askSignIn} />}
      bottom={<CityBottom />}
      hud={<CityHud />}
      tools={
        <>
          <SceneSwitch />
          <ViewButtons />
        </>
      }
    />
  )
}

function useKeys(): Keys {
  const { setUnderground, moveCamera } = useCommands()
  const onEscape = useEscape()
  const isUnderground = useTwin((state) => state.underground.isOn)
  const isAble = useTwin((state) => state.abilities.has('underground'))
  return useMemo(
    () => ({
      onUnderground: () => isAble && setUnderground(!isUnderground),
      onSearch: () => document.getElementById('search')?.focus(),
      onEscape,
      onStep: moveCamera,
    }),
    [setUnderground, onEscape, moveCamera, isUnderground, isAble],
  )
}
