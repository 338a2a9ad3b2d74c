import { type Intersection, Mesh, type Raycaster } from 'three'

/** Arrives after the first ray: a stage that nobody touches never needs it, and it is 30 kB. */
let library: typeof import('./bounds-tree.ts') | null = null
let isAsked = false

/** Sends rays through a tree of the mesh' triangles; until the tree's code is here, past every triangle. */
export function castThroughTree(mesh: Mesh): void {
  const { geometry } = mesh
  mesh.raycast = (raycaster: Raycaster, hits: Intersection[]) => {
    if (!library) {
      askForLibrary()
      Mesh.prototype.raycast.call(mesh, raycaster, hits)
      return
    }
    geometry.boundsTree ??= new library.MeshBVH(geometry, { indirect: true })
    library.acceleratedRaycast.call(mesh, raycaster, hits)
  }
}

function askForLibrary(): void {
  if (isAsked) return
  isAsked = true
  void import('./bounds-tree.ts').then((loaded) => {
    library = loaded
  })
}
