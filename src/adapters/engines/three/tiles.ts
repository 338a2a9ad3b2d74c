import { TilesRenderer } from '3d-tiles-renderer/three'
import { GLTFExtensionsPlugin } from '3d-tiles-renderer/three/plugins'
import { LineSegments, Mesh, type Object3D, type ShaderMaterial } from 'three'
import { MeshoptDecoder } from 'three/addons/libs/meshopt_decoder.module.js'
import type { TileSource } from '../../../ports/scene.ts'
import { type Caps, createCaps } from './caps.ts'
import type { Frame } from './frame.ts'
import { addHalo, haloMaterial } from './halo.ts'
import { plainGltf } from './plain-gltf.ts'
import { castThroughTree } from './ray-tree.ts'
import type { Shared } from './shading.ts'
import { setOpacity, solidMaterial } from './solid-material.ts'
import type { Stage } from './stage.ts'

/** opacity that is left of what stands on the ground while one looks beneath it */
const FADED = 0.4
/** error of a tile that is still drawn [px] */
const ERROR = 12

export interface Tiles {
  readonly group: Object3D
  readonly isAsset: boolean
  readonly caps: Caps
  /** to be called before a frame; returns how many tiles are still awaited */
  update(): number
  /** the cut has moved, or there is none any more */
  moveCut(): void
  /** what stands on the ground fades while the ground is open */
  setFaded(isFaded: boolean): void
  dispose(): void
}

/** Opens 3D Tiles under their grant, every tile drawn with one material. */
export function openTiles(
  source: TileSource & { form: '3d-tiles' },
  { stage, frame, shared }: { readonly stage: Stage; readonly frame: Frame; readonly shared: Shared },
  onFailed: (detail: string) => void,
): Tiles {
  const material = solidMaterial(shared, source.color, source.isAsset)
  // What one sees through has nothing to shine around.
  const halo = source.isAsset && source.color[3] === 255 ? haloMaterial(shared) : null
  const tiles = new TilesRenderer(source.url)
  let hasImplicit = false
  tiles.errorTarget = ERROR
  tiles.registerPlugin(
    new GLTFExtensionsPlugin({ metadata: true, meshoptDecoder: MeshoptDecoder, plugins: [plainGltf] }),
  )
  tiles.registerPlugin({
    fetchData: async (url: string, init: RequestInit) => {
      const fetched = await fetchTile(url, init, source.renewGrant)
      if (isImplicit(fetched) && !hasImplicit) {
        hasImplicit = true
        tiles.registerPlugin(new (await import('./implicit.ts')).ImplicitTilingPlugin())
      }
      return fetched
    },
  })
  const caps = createCaps(shared, source.color, source.isAsset)
  let isCutStale = true
  const staleCut = () => {
    isCutStale = true
  }
  tiles.setCamera(stage.camera)
  tiles.addEventListener('tile-visibility-change', staleCut)
  tiles.addEventListener('needs-update', stage.invalidate)
  tiles.addEventListener('load-model', ({ scene }) => dress(scene, material, halo))
  tiles.addEventListener('load-error', ({ error, url }) => {
    onFailed(`${url}: ${error.message}`)
    // a tile less is awaited
    stage.invalidate()
  })
  const { group } = tiles
  group.matrixAutoUpdate = false
  group.matrix.copy(frame.fromEarth)
  group.matrixWorldNeedsUpdate = true
  stage.scene.add(group, caps.mesh)
  return {
    group,
    isAsset: source.isAsset,
    caps,
    update() {
      caps.mesh.visible = false
      if (!group.visible) return 0
      if (halo) halo.visible = shared.u_halo.value > 0
      tiles.setResolution(stage.camera, stage.size.width, stage.size.height)
      tiles.update()
      if (isCutStale) caps.cut(shared.u_isCut.value ? meshesOf(tiles, material) : [])
      isCutStale = false
      caps.mesh.visible = shared.u_isCut.value
      return awaited(tiles)
    },
    moveCut: staleCut,
    setFaded: (isFaded) => {
      if (!source.isAsset) setOpacity(material, (source.color[3] / 255) * (isFaded ? FADED : 1))
    },
    dispose() {
      stage.scene.remove(group, caps.mesh)
      caps.dispose()
      tiles.dispose()
      material.dispose()
      halo?.dispose()
    },
  }
}

/**
 * Puts our material on a tile's meshes, and on the lines of overviews; a tree for picking is built when a ray first comes
 * near.
 */
function dress(scene: Object3D, material: ShaderMaterial, halo: ShaderMaterial | null): void {
  scene.traverse((object) => {
    if (object instanceof LineSegments) object.material = material
  })
  for (const mesh of meshesIn(scene)) {
    mesh.material = material
    castThroughTree(mesh)
    if (halo) addHalo(mesh, halo)
  }
}

function meshesIn(scene: Object3D): Mesh[] {
  const meshes: Mesh[] = []
  scene.traverse((object) => {
    if (object instanceof Mesh) meshes.push(object)
  })
  return meshes
}

/** The tiles that are drawn now, without their halos. */
function meshesOf(tiles: TilesRenderer, material: ShaderMaterial): Mesh[] {
  const meshes: Mesh[] = []
  tiles.group.updateMatrixWorld()
  tiles.group.traverseVisible((object) => {
    if (object instanceof Mesh && object.material === material) meshes.push(object)
  })
  return meshes
}

/** A tile that a lapsed grant refused is asked for once more under a new one. */
async function fetchTile(url: string, init: RequestInit, renewGrant?: () => Promise<void>): Promise<unknown> {
  let response = await fetch(url, init)
  if (response.status === 403 && renewGrant) {
    await renewGrant()
    response = await fetch(url, init)
  }
  if (!response.ok || !new URL(url, location.href).pathname.endsWith('.json')) return response
  const json = await response.json()
  // What 1.1 brings is read by the plugins above; the library warns of the number all the same.
  return { ...json, asset: { ...json.asset, version: '1.0' } }
}

/** Is this a tileset.json whose tiles are named by their place? Few are, and what reads them is fetched then. */
function isImplicit(fetched: unknown): boolean {
  const root: unknown = typeof fetched === 'object' && fetched !== null ? Reflect.get(fetched, 'root') : null
  return typeof root === 'object' && root !== null && 'implicitTiling' in root
}

/** Tiles on their way; the library counts them without telling so in its types. */
function awaited(tiles: TilesRenderer): number {
  const stats: unknown = Reflect.get(tiles, 'stats')
  const count = (name: string) =>
    typeof stats === 'object' && stats !== null ? Number(Reflect.get(stats, name) ?? 0) : 0
  return (tiles.root ? 0 : 1) + count('queued') + count('downloading') + count('parsing')
}
