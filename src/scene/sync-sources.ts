import type { ScenePort, TileSource } from '../ports/scene.ts'

/** Adds, removes, shows and hides tile sources until the scene has what is wanted. */
export interface SourceSync {
  want(sources: readonly TileSource[], hidden: ReadonlySet<string>): void
  /** nothing is asked of the scene any more, also not by what is under way */
  stop(): void
}

/**
 * Sources are added one after the other: the ground comes first because labels and drapes stand on it, and drawing
 * order is the order given. A wish that comes meanwhile is fulfilled afterwards.
 */
export function createSourceSync(scene: ScenePort): SourceSync {
  const present = new Map<string, string>()
  let wanted: readonly TileSource[] = []
  let hidden: ReadonlySet<string> = new Set()
  let isBusy = false
  let isStopped = false

  const removeUnwanted = () => {
    const keys = new Map(wanted.map((source) => [source.id, keyOf(source)]))
    for (const [id, key] of present) {
      if (keys.get(id) === key) continue
      scene.removeSource(id)
      present.delete(id)
    }
  }
  const applyVisibility = () => {
    for (const id of present.keys()) scene.setSourceVisible(id, !hidden.has(id))
  }
  const addMissing = async () => {
    isBusy = true
    for (;;) {
      const next = wanted.find((source) => !present.has(source.id))
      if (!next) break
      present.set(next.id, keyOf(next))
      await scene.addSource(next)
      if (isStopped) return
      // It may have become unwanted while it loaded.
      removeUnwanted()
      applyVisibility()
    }
    isBusy = false
  }
  return {
    want(sources, nowHidden) {
      wanted = sources
      hidden = nowHidden
      if (isBusy) return
      removeUnwanted()
      applyVisibility()
      void addMissing()
    },
    stop: () => {
      isStopped = true
    },
  }
}

/** A source of another address, named in another language or of another colour is another source. */
function keyOf(source: TileSource): string {
  if (source.form === 'vector') return [source.url, source.labelProperty ?? '', ...source.color].join()
  // assets are painted: their own colour is seen only before the first paint
  return source.form === '3d-tiles' && !source.isAsset ? [source.url, ...source.color].join() : source.url
}
