/** What reads implicit tiling, in a chunk of its own that tiles.ts asks for. */
export { ImplicitTilingPlugin } from '3d-tiles-renderer/core/plugins'
