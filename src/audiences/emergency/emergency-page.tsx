import { useMemo } from 'react'
import { AssetPanel } from '../../ui/asset-panel/asset-panel.tsx'
import { CityBottom, CityHud } from '../../ui/city-panels.tsx'
import { FilterNotice } from '../../ui/filter/filter-notice.tsx'
import { ResultList } from '../../ui/find/result-list.tsx'
import { SearchBox } from '../../ui/find/search-box.tsx'
import { ActLog } from '../../ui/incident/act-log.tsx'
import { AlarmBoard } from '../../ui/incident/alarm-board.tsx'
import { IncidentPanel } from '../../ui/incident/incident-panel.tsx'
import { ModeFrame, ModeNote } from '../../ui/incident/mode-frame.tsx'
import { ModeSwitch } from '../../ui/incident/mode-switch.tsx'
import { FloodSplit } from '../../ui/inundation/flood-split.tsx'
import { ScenarioPanel } from '../../ui/inundation/scenario-panel.tsx'
import { SimulatedWarnings } from '../../ui/inundation/simulated-warnings.tsx'
import { type Keys, useKeyboard } from '../../ui/keyboard.ts'
import { LayerTree } from '../../ui/layers/layer-tree.tsx'
import { Shell } from '../../ui/layout/shell.tsx'
import { LeakSourcePanel } from '../../ui/locate/leak-source-panel.tsx'
import { useCommands, useSceneHost, useTwin } from '../../ui/page.tsx'
import { useSignIn } from '../../ui/staff-page/staff-page.tsx'
import { Notices } from '../../ui/states/notices.tsx'
import { TitleBar } from '../../ui/title-bar/title-bar.tsx'
import { useEscape } from '../../ui/use-escape.ts'
import { ViewButtons } from '../../ui/view-buttons/view-buttons.tsx'
import styles from './emergency.module.css'

/** The page of those on duty: what alarms, where it is, and what to do about it. */
export function EmergencyPage() {
  const askSignIn = useSignIn()
  const mode = useTwin((state) => state.mode)
  useKeyboard(useKeys())
  return (
    <ModeFrame>
      <Shell
        onSceneHost={useSceneHost()}
        over={<FloodSplit />}
        bar={<TitleBar mode={<ModeSwitch />} search={<SearchBox />} onSignIn={askSignIn} />}
        notices={
          <>
            <Notices />
            <FilterNotice />
            <ModeNote />
          </>
        }
        left={
          <>
            <ResultList onSignIn={askSignIn} />
            <AlarmBoard />
            <SimulatedWarnings />
            <ScenarioPanel />
            <ActLog />
            {/* planning layers are for quiet days: closed at first, and closed again by an emergency */}
            <LayerTree key={mode} onSignIn={askSignIn} isOpenAtFirst={false} />
          </>
        }
        right={
          <>
            <IncidentPanel />
            <LeakSourcePanel />
            <Record onSignIn={askSignIn} />
          </>
        }
        bottom={<CityBottom />}
        hud={<CityHud />}
        tools={<ViewButtons />}
      />
    </ModeFrame>
  )
}

/** The record of what is selected; the incident's own sensor is told by the incident already. */
function Record({ onSignIn }: { readonly onSignIn: () => void }) {
  const isTold = useTwin(
    ({ incident, selection }) => incident?.alarm != null && incident.alarm.sensorId === selection.sensorId,
  )
  return isTold ? null : (
    <div className={styles.record}>
      <AssetPanel onSignIn={onSignIn} />
    </div>
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
