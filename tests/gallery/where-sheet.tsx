import { AdjacencyPanel } from '../../src/ui/adjacency/adjacency-panel.tsx'
import { Dock } from '../../src/ui/layout/dock.tsx'
import { LeakSourcePanel } from '../../src/ui/locate/leak-source-panel.tsx'
import { aLeakSource, anAdjacency } from '../kit/a-leak-source.ts'
import { Sample, type SheetProps, Shown } from './sample.tsx'

const failure = { kind: 'invalid', detail: 'locate-gas: sensor CH4-1: stands in no known space below ground' } as const
const few = aLeakSource({ sensors: [{ id: 'WP-1', answer: 'responding' }], biogas: 0.62 })

const ADJACENCIES = {
  'not asked yet': null,
  running: { ...anAdjacency(), analysis: { state: 'running' } as const },
  done: anAdjacency(),
  'nothing to compare': anAdjacency({ pairs: [], pairCount: 0, unwatched: [], spaces: 0 }),
}
const SOURCES = {
  running: { ...aLeakSource(), analysis: { state: 'running' } as const },
  done: aLeakSource(),
  'too few sensors': few,
  'of water': { ...aLeakSource({ biogas: null }), kind: 'water' } as const,
  refused: { ...aLeakSource(), analysis: { state: 'failed', failure } as const },
}

/** Where gas may get in, and where it comes from, in every state. */
export function WhereSheet(look: SheetProps) {
  return (
    <>
      {Object.entries(ADJACENCIES).map(([name, adjacency]) => (
        <Shown key={name} name={`AdjacencyPanel · ${name}`}>
          <Sample {...look} state={{ adjacency }}>
            <Dock>
              <AdjacencyPanel />
            </Dock>
          </Sample>
        </Shown>
      ))}
      {Object.entries(SOURCES).map(([name, leakSource]) => (
        <Shown key={name} name={`LeakSourcePanel · ${name}`}>
          <Sample {...look} state={{ leakSource }}>
            <LeakSourcePanel />
          </Sample>
        </Shown>
      ))}
    </>
  )
}
