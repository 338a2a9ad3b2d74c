import { AssetPanel } from '../../ui/asset-panel/asset-panel.tsx'
import { FilterNotice } from '../../ui/filter/filter-notice.tsx'
import { Shell } from '../../ui/layout/shell.tsx'
import { Bands } from '../../ui/legend/bands.tsx'
import { useSceneHost } from '../../ui/page.tsx'
import { SceneStatus } from '../../ui/scene-status.tsx'
import { useSignIn } from '../../ui/staff-page/staff-page.tsx'
import { Notices } from '../../ui/states/notices.tsx'
import { TitleBar } from '../../ui/title-bar/title-bar.tsx'
import { BackLink } from './back-link.tsx'
import { PlacePanel } from './place-panel.tsx'
import { StructureList } from './structure-list.tsx'
import { useWalkKeys } from './use-walk-keys.ts'

/** Inside a structure: where one is along it, the ways beside one another, the cut, and the record of what is clicked. */
export function InsidePage() {
  const askSignIn = useSignIn()
  useWalkKeys()
  return (
    <Shell
      onSceneHost={useSceneHost()}
      bar={<TitleBar mode={<BackLink />} onSignIn={askSignIn} />}
      notices={
        <>
          <Notices />
          <FilterNotice />
        </>
      }
      left={<StructureList />}
      right={<AssetPanel onSignIn={askSignIn} />}
      bottom={<PlacePanel />}
      hud={
        <>
          <SceneStatus />
          <Bands />
        </>
      }
      tools={null}
    />
  )
}
