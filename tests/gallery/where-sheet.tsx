import { AdjacencyPanel } from '../../src/ui/adjacency/adjacency-panel.tsx'
import { Dock } from '../../src/ui/layout/dock.tsx'
import { GasSourcePanel } from '../../src/ui/locate/gas-source-panel.tsx'
import { aGasSource, anAdjacency } from '../kit/a-gas-source.ts'
import { Sample, type SheetProps, Shown } from './sample.tsx'

const failure = { kind: 'invalid', detail: 'locate-gas: sensor CH4-1: stands in no known space below ground' } as const
const few = aGasSource({ sensors: [{ id: 'WP-1', answer: 'responding' }], biogas: 0.62 })

const ADJACENCIES = {
  'not asked yet': null,
  running: { ...anAdjacency(), analysis: { state: 'running' } as const },
  done: anAdjacency(),
  'nothing to compare': anAdjacency({ pairs: [], pairCount: 0, unwatched: [], spaces: 0 }),
}
const SOURCES = {
  running: { ...aGasSource(), analysis: { state: 'running' } as const },
  done: aGasSource(),
  'too few sensors': few,
  'of water': { ...aGasSource({ biogas: null }), kind: 'water' } as const,
  refused: { ...aGasSource(), analysis: { state: 'failed', failure } as const },
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
      {Object.entries(SOURCES).map(([name, gasSource]) => (
        <Shown key={name} name={`GasSourcePanel · ${name}`}>
          <Sample {...look} state={{ gasSource }}>
            <GasSourcePanel />
          </Sample>
        </Shown>
      ))}
    </>
  )
}
