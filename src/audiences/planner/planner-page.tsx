import { ConfigProvider } from 'antd'
import enLocale from 'antd/es/locale/en_US'
import zhLocale from 'antd/es/locale/zh_CN'
import { useMemo, useState } from 'react'
import { AlarmList } from '../../ui/alarms/alarm-list.tsx'
import { AssetPanel } from '../../ui/asset-panel/asset-panel.tsx'
import { ResultList } from '../../ui/find/result-list.tsx'
import { SearchBox } from '../../ui/find/search-box.tsx'
import { IsolationPanel } from '../../ui/isolation/isolation-panel.tsx'
import { type Keys, useKeyboard } from '../../ui/keyboard.ts'
import { LayerTree } from '../../ui/layers/layer-tree.tsx'
import { Shell } from '../../ui/layout/shell.tsx'
import { Legend } from '../../ui/legend/legend.tsx'
import { PageProvider, useCommands, useTwin } from '../../ui/page.tsx'
import { SceneStatus } from '../../ui/scene-status.tsx'
import { SignInDialog } from '../../ui/sign-in/sign-in-dialog.tsx'
import { Notices } from '../../ui/states/notices.tsx'
import '../../ui/tokens.css'
import { theme } from '../../ui/theme.ts'
import { TitleBar } from '../../ui/title-bar/title-bar.tsx'
import { ViewButtons } from '../../ui/view-buttons/view-buttons.tsx'
import type { PlannerContext } from './mount-planner.tsx'

/** The page's nonce, with which the content security policy lets in the styles that antd adds. */
const nonce = document.querySelector<HTMLElement>('script[nonce]')?.nonce

/** The planner's page: the scene, with panels floating over it. */
export function PlannerPage({ store, commands, config, onSceneHost }: PlannerContext) {
  return (
    <PageProvider store={store} commands={commands} config={config}>
      <Page onSceneHost={onSceneHost} />
    </PageProvider>
  )
}

function Page({ onSceneHost }: Pick<PlannerContext, 'onSceneHost'>) {
  const locale = useTwin((state) => state.locale)
  // undefined until it is known whether somebody is still signed in
  const person = useTwin(({ session }) => (session.state === 'loaded' ? (session.value?.userId ?? null) : undefined))
  const [dialog, setDialog] = useState({ person, isOpen: true })
  // Asked at the start and after a sign-out or an expiry; closing it leaves the public layers.
  if (person !== undefined && person !== dialog.person) setDialog({ person, isOpen: true })
  const askSignIn = () => setDialog({ ...dialog, isOpen: true })
  useKeyboard(useKeys())
  return (
    <ConfigProvider
      locale={locale === 'zh' ? zhLocale : enLocale}
      theme={theme}
      button={{ autoInsertSpace: false }}
      {...(nonce === undefined ? {} : { csp: { nonce } })}
    >
      <Shell
        onSceneHost={onSceneHost}
        bar={<TitleBar search={<SearchBox />} onSignIn={askSignIn} />}
        notices={<Notices />}
        left={
          <>
            <ResultList onSignIn={askSignIn} />
            <LayerTree onSignIn={askSignIn} />
            <AlarmList />
          </>
        }
        right={<AssetPanel onSignIn={askSignIn} />}
        bottom={<IsolationPanel />}
        hud={
          <>
            <SceneStatus />
            <Legend />
          </>
        }
        tools={<ViewButtons />}
      />
      <SignInDialog isOpen={person === null && dialog.isOpen} onClose={() => setDialog({ ...dialog, isOpen: false })} />
    </ConfigProvider>
  )
}

function useKeys(): Keys {
  const { setUnderground, closeAsset, closeRun, moveCamera } = useCommands()
  const isUnderground = useTwin((state) => state.underground.isOn)
  const hasAsset = useTwin(({ selection }) => selection.assetId !== null || selection.sensorId !== null)
  return useMemo(
    () => ({
      onUnderground: () => setUnderground(!isUnderground),
      onSearch: () => document.getElementById('search')?.focus(),
      onEscape: () => (hasAsset ? closeAsset() : closeRun()),
      onStep: moveCamera,
    }),
    [setUnderground, closeAsset, closeRun, moveCamera, isUnderground, hasAsset],
  )
}
