import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { aPage, PIPE } from '../../../tests/kit/a-page.ts'
import { anAssetIndex } from '../../scene/a-city.ts'
import { NO_SELECTION } from '../../state/store.ts'
import { PageProvider } from '../page.tsx'
import { TracePanel } from './trace-panel.tsx'

const OTHER = 'demo/water/JS2~JS3~1'
const config = {
  ...{ city: 'demo', backendUrl: '', publishableKey: '', isDemo: true, state: 'ready' as const, demoUsers: [] },
}

it('offers what was searched as the other end of a path, never its first one', () => {
  const offered = (assetId: string) => {
    const { store, commands } = aPage()
    const index = anAssetIndex([PIPE, OTHER].map((id) => ({ id, discipline: 'water' })))
    store.setState({
      assets: { state: 'loaded', value: index },
      selection: { ...NO_SELECTION, assetId },
      trace: { state: 'picking', ask: { kind: 'path', subject: PIPE, to: null }, isElsewhere: false },
    })
    // rendered without a browser, a store is asked for how it began
    const page = { store: { ...store, getInitialState: store.getState }, commands, config, onSceneHost: () => {} }
    return renderToStaticMarkup(
      createElement(PageProvider, { face: 'planner', ...page, children: createElement(TracePanel) }),
    )
  }
  expect(offered(OTHER)).toContain('以 JS2~JS3~1 为另一端')
  expect(offered(PIPE)).not.toContain('为另一端')
})
