import { useEffect } from 'react'
import type { Walk } from '../../commands/step-inside.ts'
import { keptWithin, stationOf, walkwayOf } from '../../state/walkway.ts'
import { useCommands, useTwin } from '../../ui/page.tsx'

const STEPS: Readonly<Record<string, Walk>> = {
  w: 'forward',
  arrowup: 'forward',
  s: 'back',
  arrowdown: 'back',
  a: 'turn-left',
  arrowleft: 'turn-left',
  d: 'turn-right',
  arrowright: 'turn-right',
  home: 'start',
  end: 'end',
}
/** where keys belong to the control that has the focus */
const CONTROLS = 'input, textarea, select, [role="tab"], [role="menuitem"], [role="dialog"], dialog'

/** W S A D or arrows walk and turn, Home and End go to the ends, digits change the cabin, X cuts, Esc closes. */
export function useWalkKeys(): void {
  const { walk, changeLane, cutAt, closeAsset } = useCommands()
  const inside = useTwin((state) => state.inside)
  const view = useTwin((state) => state.view)
  const section = useTwin((state) => state.section)
  const hasAsset = useTwin(({ selection }) => selection.assetId !== null || selection.sensorId !== null)
  useEffect(() => {
    const toggleCut = () => {
      if (section) return void cutAt(null)
      const way = inside?.asset.state === 'loaded' ? walkwayOf(inside.asset.value) : null
      if (way && view) void cutAt(keptWithin(way, stationOf(way, view)))
    }
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof Element && event.target.closest(CONTROLS)) return
      const key = event.key.toLowerCase()
      const step = STEPS[key]
      if (step) void walk(step)
      else if (/^[1-9]$/.test(key)) void changeLane(Number(key) - 1)
      else if (key === 'x') toggleCut()
      else if (key === 'escape' && hasAsset) closeAsset()
      else if (key === 'escape' && section) void cutAt(null)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [walk, changeLane, cutAt, closeAsset, inside, view, section, hasAsset])
}
