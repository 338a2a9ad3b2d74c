import { HEAT_SIDE } from '../../src/domain/leak/pipe-file.ts'

/** A whole cell that names a side of a heat network, in any column: 供, 回, 供水管, 一次网回水, 高温供水干管. */
const WHOLE = /^(?:[一二]次|[一二]级|高温|低温|热力|采暖)?网?(供|回)(?:热?水)?(?:[主干支]?(?:管道?|线))?$/
const CELL = /"[^"]*":"([^"]*)"/g

/**
 * Whether a heat line leads from the source or back to it, as its record says; a word within a sentence does not count (供水公司).
 *
 * @param attributes  JSON of the cells that were kept
 * @param subclass  as surveyed
 * @returns code of HEAT_SIDE; unknown where nothing says it, or both are said
 */
export function heatSideOf(attributes: string, subclass: string): number {
  const cells = [subclass, ...Array.from(attributes.matchAll(CELL), ([, value = '']) => value)]
  const said = new Set(cells.flatMap((cell) => WHOLE.exec(cell.trim())?.[1] ?? []))
  if (said.size !== 1) return HEAT_SIDE.unknown
  return said.has('供') ? HEAT_SIDE.supply : HEAT_SIDE.return
}
