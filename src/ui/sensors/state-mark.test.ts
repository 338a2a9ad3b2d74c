import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { aPage } from '../../../tests/kit/a-page.ts'
import { GRADES } from '../../domain/sensing/reading.ts'
import { PageProvider } from '../page.tsx'
import { StateMark } from './state-mark.tsx'

/** The drawing of a mark without its words and colours. */
function shape(props: Parameters<typeof StateMark>[0]): string {
  const { store, commands } = aPage()
  const config = { city: 'demo', backendUrl: '', publishableKey: '', isDemo: true, state: 'ready' as const }
  const page = { face: 'planner' as const, store, commands, config, onSceneHost: () => {} }
  const mark = createElement(StateMark, props)
  return renderToStaticMarkup(createElement(PageProvider, { ...page, children: mark })).replace(
    /<title>.*<\/title>|aria-label="[^"]*"|(stroke|fill)="var\([^)]*\)"/g,
    '',
  )
}

describe('the mark of a state', () => {
  it('has another shape for every grade and for stale, offline and suspect', () => {
    const shapes = [
      ...GRADES.map((grade) => shape({ grade })),
      shape({ grade: 'red', freshness: 'stale' }),
      shape({ grade: 'red', freshness: 'offline' }),
      shape({ grade: 'red', quality: 'suspect' }),
    ]
    expect(new Set(shapes).size).toBe(shapes.length)
  })
})
