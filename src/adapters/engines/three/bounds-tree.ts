/** What of the library of trees is used, in a chunk of its own that ray-tree.ts asks for. */
export { acceleratedRaycast, MeshBVH } from 'three-mesh-bvh'
