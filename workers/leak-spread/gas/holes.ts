/** Sizes of holes that are asked for by name; choices of ours, to be changed by whoever knows better. */
export const HOLE_CLASSES = ['pinhole', 'hole', 'tear', 'full bore'] as const
export type HoleClass = (typeof HOLE_CLASSES)[number]

/**
 * Diameter of a hole [m] by its class, with the range that it stands for: pinhole 2 (1…3) mm, hole 10 mm, tear 0.3
 * (0.1…0.5) of the pipe's diameter, full bore the pipe's own. None is wider than the pipe.
 */
export function holeDiameter(kind: HoleClass, pipeDiameter: number): { typical: number; least: number; most: number } {
  const sizes = {
    pinhole: { typical: 0.002, least: 0.001, most: 0.003 },
    hole: { typical: 0.01, least: 0.01, most: 0.01 },
    tear: { typical: 0.3 * pipeDiameter, least: 0.1 * pipeDiameter, most: 0.5 * pipeDiameter },
    'full bore': { typical: pipeDiameter, least: pipeDiameter, most: pipeDiameter },
  }[kind]
  const within = (size: number) => Math.min(size, pipeDiameter)
  return { typical: within(sizes.typical), least: within(sizes.least), most: within(sizes.most) }
}
