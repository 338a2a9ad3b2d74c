import { cellAt, cellGrid, middleOf } from '../../domain/geo/cell-grid.ts'
import { askCell } from './ask-cell.ts'
import type { EnquiryContext } from './context.ts'

const FOLLOW_SECONDS = 0.15

/**
 * Moves the cross-hair by whole cells, the map with it. It starts where the last question was, else in the middle of the
 * picture.
 *
 * @param east   cells to the east, negative = west
 * @param north  cells to the north, negative = south
 */
export function moveAim({ store, ports }: EnquiryContext, east: number, north: number): void {
  const { city, aim, place, view } = store.getState()
  if (city.state !== 'loaded' || !view) return
  const grid = cellGrid(city.value.bounds)
  const from = middleOf(aim ?? cellAt(grid, place ?? view))
  const to = { lon: from.lon + east * grid.lonStep, lat: from.lat + north * grid.latStep }
  store.setState({ aim: cellAt(grid, to) })
  void ports.camera.flyTo({ ...view, ...to }, FOLLOW_SECONDS)
}

/** Asks about the cell under the cross-hair. */
export async function askAim(context: EnquiryContext): Promise<void> {
  const { aim } = context.store.getState()
  if (aim) await askCell(context, { ...middleOf(aim), by: 'keys', name: null, accuracy: null })
}
