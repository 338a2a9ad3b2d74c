import type { CommandContext } from './context.ts'
import { toggled } from './toggle-layer.ts'

/** Shows or hides everything of one discipline. */
export function toggleDiscipline({ store }: CommandContext, discipline: string, isVisible: boolean): void {
  store.setState(({ layers }) => ({
    layers: { ...layers, hiddenDisciplines: toggled(layers.hiddenDisciplines, discipline, isVisible) },
  }))
}
