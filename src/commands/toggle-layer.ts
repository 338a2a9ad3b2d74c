import type { CommandContext } from './context.ts'

/** Shows or hides a tile source or an overlay: "buildings", "bridges", "roads", "terrain", "sensors", … */
export function toggleLayer({ store }: CommandContext, layer: string, isVisible: boolean): void {
  store.setState(({ layers }) => ({
    layers: { ...layers, hiddenLayers: toggled(layers.hiddenLayers, layer, isVisible) },
  }))
}

/** The hidden set with one name taken out or put in. */
export function toggled(hidden: ReadonlySet<string>, name: string, isVisible: boolean): ReadonlySet<string> {
  const next = new Set(hidden)
  if (isVisible) next.delete(name)
  else next.add(name)
  return next
}
