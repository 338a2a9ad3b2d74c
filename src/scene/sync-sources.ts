import type { ScenePort, TileSource } from '../ports/scene.ts'

/** Adds, removes, shows and hides tile sources until the scene has what is wanted. */
export interface SourceSync {
  want(sources: readonly TileSource[], hidden: ReadonlySet<string>): void
  /** nothing is asked of the scene any more, also not by what is under way */
  stop(): void
}

/**
 * The ground and what is laid on it are added one after the other: labels and drapes stand on the ground, and drawing
 * order is the order given. Tilesets have their own heights and are what one came to see: they wait for nothing. A wish
 * that comes meanwhile is fulfilled afterwards.
 */
export function createSourceSync(scene: ScenePort): SourceSync {
  const present = new Map<string, string>()
  /** asked of the scene and not there yet: it can be neither shown nor taken away */
  const coming = new Map<string, TileSource>()
  let wanted: readonly TileSource[] = []
  let hidden: ReadonlySet<string> = new Set()
  let isStopped = false

  const removeUnwanted = () => {
    const keys = new Map(wanted.map((source) => [source.id, keyOf(source)]))
    for (const [id, key] of present) {
      if (keys.get(id) === key || coming.has(id)) continue
      scene.removeSource(id)
      present.delete(id)
    }
  }
  const applyVisibility = () => {
    for (const id of present.keys()) if (!coming.has(id)) scene.setSourceVisible(id, !hidden.has(id))
  }
  const fulfil = () => {
    removeUnwanted()
    applyVisibility()
    for (const source of wanted) {
      const mustWait = source.form !== '3d-tiles' && [...coming.values()].some(({ form }) => form !== '3d-tiles')
      if (!present.has(source.id) && !mustWait) void add(source)
    }
  }
  const add = async (source: TileSource) => {
    present.set(source.id, keyOf(source))
    coming.set(source.id, source)
    await scene.addSource(source)
    coming.delete(source.id)
    // It may have become unwanted while it loaded, and another may have waited for it.
    if (!isStopped) fulfil()
  }
  return {
    want(sources, nowHidden) {
      wanted = sources
      hidden = nowHidden
      fulfil()
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
