import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../..', import.meta.url))

/** Where outside reference data lie: the folder of LIFELINE_BENCH, from the repository's root when it is relative. */
export const benchFolder = resolve(repository, process.env.LIFELINE_BENCH ?? '../shared/bench')
