import { FloodPanel } from './inundation/flood-panel.tsx'
import { IsolationPanel } from './isolation/isolation-panel.tsx'
import { Dock } from './layout/dock.tsx'
import { LeakPanel } from './leak/leak-panel.tsx'
import { Bands } from './legend/bands.tsx'
import { Legend } from './legend/legend.tsx'
import { Readout } from './readout/readout.tsx'
import { SceneStatus } from './scene-status.tsx'
import { TimeBar } from './time-bar/time-bar.tsx'
import { TracePanel } from './traces/trace-panel.tsx'

/** What lies below the scene of every page of the whole city. One answer is open at a time: two would hide the picture. */
export function CityBottom() {
  return (
    <Dock mostOpen={1}>
      <LeakPanel />
      <FloodPanel />
      <IsolationPanel />
      <TracePanel />
      <TimeBar />
    </Dock>
  )
}

/** What such a page says of its picture: its state, colours, signs, and the place under the pointer. */
export function CityHud() {
  return (
    <>
      <SceneStatus />
      <Bands />
      <Legend />
      <Readout />
    </>
  )
}
