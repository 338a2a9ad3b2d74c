import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import type { FloodWork, FloodWorks, WorkKind } from '../state/flood-works.ts'
import type { CommandContext } from './context.ts'

/** A place within this of the one before is the same click twice [degree]. */
const SAME = 1e-7

/** The next clicks on the ground are places of a barrier or a breach; null draws none, and what was begun goes. */
export function drawFloodWork(context: CommandContext, kind: WorkKind | null): void {
  change(context, (works) => ({ ...works, drawing: kind, path: [] }))
}

/** A place of what is drawn. */
export function addWorkPlace(context: CommandContext, place: LonLatHeight): void {
  change(context, (works) => {
    const last = works.path.at(-1)
    const isSame = last && Math.abs(last.lon - place.lon) < SAME && Math.abs(last.lat - place.lat) < SAME
    return works.drawing === null || isSame ? works : { ...works, path: [...works.path, place] }
  })
}

/** Takes the last place back. */
export function undoWorkPlace(context: CommandContext): void {
  change(context, (works) => ({ ...works, path: works.path.slice(0, -1) }))
}

/** What was drawn becomes a work of the scenario; of fewer than two places nothing comes. */
export function finishFloodWork(context: CommandContext, name: string): void {
  change(context, ({ drawing, path, works }) => {
    if (drawing === null || path.length < 2) return { drawing, path, works }
    return { drawing: null, path: [], works: [...works, firstWork(drawing, name, path)] }
  })
}

/** Changes a work, by its place in the list; null removes it. */
export function changeFloodWork(context: CommandContext, place: number, work: FloodWork | null): void {
  change(context, (works) => ({
    ...works,
    works: work ? works.works.with(place, work) : works.works.filter((_, n) => n !== place),
  }))
}

/** As most are: a barrier of half a metre, a breach that begins at once. How deep it gets nobody knows but who draws it. */
function firstWork(kind: WorkKind, name: string, path: FloodWork['path']): FloodWork {
  return kind === 'barrier'
    ? { kind, name, path, crest: { above_m: 0.5 }, time_s: 0 }
    : { kind, name, path, thickness_m: 10, bottom_m: null, time_s: 0, growth_s: 1800 }
}

function change({ store }: CommandContext, next: (works: FloodWorks) => FloodWorks): void {
  store.setState(({ floodWorks }) => ({ floodWorks: next(floodWorks) }))
}
