import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { aFinishedRun, aFloodSummary, floodFrames, inValley } from '../../../tests/kit/a-flood.ts'
import { aPage } from '../../../tests/kit/a-page.ts'
import { type Flood, startedFlood } from '../../state/flood.ts'
import { PageProvider } from '../page.tsx'
import { FloodSplit } from './flood-split.tsx'

const config = {
  ...{ city: 'demo', backendUrl: '', publishableKey: '', isDemo: true, state: 'ready' as const, demoUsers: [] },
}
const two: Flood = {
  ...startedFlood(inValley, aFinishedRun('有挡板', 0, 0.6)),
  ...{ frames: floodFrames(), shown: 6, stage: { state: 'done', summary: aFloodSummary() }, split: 0.4 },
}

function drawn(flood: Flood): string {
  const { store, commands } = aPage()
  store.setState({ flood })
  const page = { store: { ...store, getInitialState: store.getState }, commands, config, onSceneHost: () => {} }
  return renderToStaticMarkup(
    createElement(PageProvider, { face: 'planner', ...page, children: createElement(FloodSplit) }),
  )
}

it('is a slider that tells both runs and where it stands', () => {
  const line = drawn(two)
  for (const part of [
    'role="slider"',
    'tabindex="0"',
    'aria-valuenow="40"',
    'left:40%',
    '左为 A 有挡板，右为 B 50 年一遇',
  ])
    expect(line.toLowerCase()).toContain(part.toLowerCase())
})

it('is there only while two runs are split', () => {
  for (const flood of [
    { ...two, split: null },
    { ...two, reference: null },
    { ...two, layer: 'difference' as const },
  ])
    expect(drawn(flood)).toBe('')
})
