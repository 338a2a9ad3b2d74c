import type { Result } from '../domain/result.ts'
import type { Drill, DrillStory } from '../ports/records.ts'
import type { CommandContext } from './context.ts'

/** 演练: lets an incident happen in the made-up field of an example city. */
export async function startDrill({ store, ports }: CommandContext, story: DrillStory): Promise<Result<Drill>> {
  const result = await ports.records.startDrill(story)
  if (result.ok) store.setState(({ drills }) => ({ drills: [result.value, ...drills] }))
  return result
}
