import { LINK, LINK_TYPE } from './codes.ts'
import type { WaterModel } from './model.ts'
import type { PlacedLeak } from './place-leak.ts'

/** A valve at an end of a link. */
export interface Closure {
  readonly link: number
  readonly node: number
}

/** Loss by which a check valve, which takes no status, is shut [-]. */
const SHUT_LOSS = 1e12

/**
 * Closes valves while the hydraulics run. A link is shut as a whole: it has no demand of its own, so nobody notices on which
 * end; the parted pipe alone is shut half by half. Controls and rules that could open one of them again are put out of force.
 *
 * @returns  undoes what a new start of the hydraulics does not
 */
export function closeValves(model: WaterModel, placed: PlacedLeak | null, closures: readonly Closure[]): () => void {
  const { project, spare, to } = model
  const shut = new Set<number>()
  for (const { link, node } of closures) {
    const isFar = placed !== null && placed.leak.link === link && node === to[link]
    shut.add(isFar ? spare.half : link + 1)
  }
  const losses = [...shut].flatMap((link): [number, number][] => {
    if (project.getLinkType(link) !== LINK_TYPE.checkValve) {
      project.setLinkValue(link, LINK.status, 0)
      return []
    }
    const loss = project.getLinkValue(link, LINK.minorLoss)
    project.setLinkValue(link, LINK.minorLoss, SHUT_LOSS)
    return [[link, loss]]
  })
  const controls = controlsOn(model, shut)
  const rules = rulesOn(model, shut)
  for (const control of controls) project.setControlEnabled(control, 0)
  for (const rule of rules) project.setRuleEnabled(rule, 0)
  return () => {
    for (const [link, loss] of losses) project.setLinkValue(link, LINK.minorLoss, loss)
    for (const control of controls) project.setControlEnabled(control, 1)
    for (const rule of rules) project.setRuleEnabled(rule, 1)
  }
}

function controlsOn({ project }: WaterModel, links: ReadonlySet<number>): number[] {
  return numbers(project.getCount(COUNT_OF.controls)).filter((control) =>
    links.has(project.getControl(control).linkIndex),
  )
}

function rulesOn({ project }: WaterModel, links: ReadonlySet<number>): number[] {
  return numbers(project.getCount(COUNT_OF.rules)).filter((rule) => {
    const { thenActionCount, elseActionCount } = project.getRule(rule)
    return (
      numbers(thenActionCount).some((action) => links.has(project.getThenAction(rule, action).linkIndex)) ||
      numbers(elseActionCount).some((action) => links.has(project.getElseAction(rule, action).linkIndex))
    )
  })
}

/** Codes of EN_CountType. */
const COUNT_OF = { controls: 5, rules: 6 } as const

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number + 1)
}
