import { encoded, linear, type Rgb } from '../../src/domain/oklch.ts'

/**
 * What is seen by an eye that lacks a kind of cone, as a matrix over linear sRGB.
 *
 * @source Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
 *   IEEE TVCG 15(6), 2009, table 1, severity 1.0
 */
export const deficiencies = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
} as const
export type Deficiency = keyof typeof deficiencies

/** A colour as that eye sees it. */
export function seenWith(deficiency: Deficiency, color: Rgb): Rgb {
  const light = [linear(color[0]), linear(color[1]), linear(color[2])] as const
  const channel = (row: readonly [number, number, number]) => row[0] * light[0] + row[1] * light[1] + row[2] * light[2]
  const [red, green, blue] = deficiencies[deficiency]
  return encoded([channel(red), channel(green), channel(blue)])
}
