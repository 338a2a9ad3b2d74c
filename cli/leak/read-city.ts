import { join } from 'node:path'
import type { z } from 'zod'
import { readInputBytes } from '../../data-pipeline/read/input-file.ts'
import { type AdjacencyQuestion, adjacencyQuestionSchema } from '../../src/domain/leak/adjacency.ts'
import { leakPlanSchema } from '../../src/domain/leak/leak-plan.ts'
import { faultOf, Refusal } from '../../workers/refusal.ts'
import { readJson } from '../read-json.ts'

/** Files beyond this [bytes] are none of a build. */
const LARGEST = 2 ** 30

/**
 * The question of the spaces beside the gas pipes of a build.
 *
 * @param folder  of the build, with leak/leak.json
 * @throws  Refusal when the build has no gas network or no spaces, or an option is out of its range
 */
export async function readAdjacencyQuestion(
  folder: string,
  { reach, most }: { readonly reach: number | undefined; readonly most: number | undefined },
): Promise<z.output<typeof adjacencyQuestionSchema>> {
  const plan = await readJson(join(folder, 'leak', 'leak.json'), leakPlanSchema)
  const gas = plan.networks.find(({ discipline }) => discipline === 'gas')
  if (!gas) throw new Refusal([faultOf(folder, '该批次没有燃气管网', 'the build has no gas network')])
  if (plan.spaces === null)
    throw new Refusal([
      faultOf(
        folder,
        '该批次没有地下空间（井室、排水管、管沟、地下室）',
        'the build has no spaces (wells, drains, ducts, basements)',
      ),
    ])
  const bytes = async (path: string) => new Uint8Array(await readInputBytes(join(folder, path), LARGEST)).slice().buffer
  const question: AdjacencyQuestion = {
    ...{ plan, year: new Date().getFullYear() },
    network: await bytes('network/gas.bin'),
    ...{ pipes: await bytes(gas.pipes), spaces: await bytes(plan.spaces) },
    ...(reach === undefined ? {} : { reach_m: reach }),
    ...(most === undefined ? {} : { most }),
  }
  const parsed = adjacencyQuestionSchema.safeParse(question)
  if (parsed.success) return parsed.data
  throw new Refusal(parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`))
}
