import type { Medium } from './kernels.ts'

/**
 * How far from a leak the flow carries the gas faster than diffusion does (Péclet number above 1), at the leak's depth.
 * Flow is that of the source and its image in the surface.
 *
 * @param flow  [m³/s]
 * @param depth  of the leak [m], > 0
 * @param openShare  of the surface, 0…1
 * @returns  [m], 0 for no flow
 */
export function reachOfFlow({ diffusivity }: Medium, flow: number, depth: number, openShare: number): number {
  const strength = flow / (4 * Math.PI * diffusivity)
  const peclet = (r: number) => strength * (1 / r + ((1 - 2 * openShare) * r * r) / (r * r + 4 * depth * depth) ** 1.5)
  let [near, far] = [0, 2 * strength]
  if (!(far > 0)) return 0
  for (let i = 0; i < 60; i++) {
    const middle = (near + far) / 2
    if (peclet(middle) > 1) near = middle
    else far = middle
  }
  return near
}
