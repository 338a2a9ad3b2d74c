import { Cesium3DTileset, Resource } from 'cesium'
import type { TileSource } from '../../../ports/scene.ts'
import { assetShader, plainShader } from './solid-shader.ts'

/** Retries a tile that a lapsed grant refused: once renewed, the cookie opens it. */
const GRANT_ATTEMPTS = 2

/** Opens 3D Tiles under their grant, with the one shader that draws every feature of them. */
export async function loadTileset(
  source: TileSource & { form: '3d-tiles' },
  onFailed: (detail: string) => void,
): Promise<Cesium3DTileset> {
  const { renewGrant } = source
  const resource = new Resource({
    url: source.url,
    ...(renewGrant
      ? {
          retryAttempts: GRANT_ATTEMPTS,
          retryCallback: async (_resource?: Resource, error?: { statusCode?: number }) => {
            if (error?.statusCode !== 403) return false
            await renewGrant()
            return true
          },
        }
      : {}),
  })
  const tileset = await Cesium3DTileset.fromUrl(resource, {
    maximumScreenSpaceError: 16,
    cacheBytes: 256 * 1024 * 1024,
    // Nothing is skipped: a level that shows only the mains must be replaced as a whole, never mixed.
    skipLevelOfDetail: false,
    enableCollision: false,
  })
  tileset.customShader = source.isAsset ? assetShader(source.color) : plainShader(source.color)
  // The shader brings its own light, so the environment map would be drawn for nothing.
  tileset.environmentMapManager.enabled = false
  tileset.tileFailed.addEventListener(({ url, message }: { url: string; message: string }) => {
    onFailed(`${url}: ${message}`)
  })
  return tileset
}
