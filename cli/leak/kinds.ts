import { z } from 'zod'
import { gasCaseSchema } from '../../workers/leak-spread/gas-spread/case.ts'
import { heatCaseSchema } from '../../workers/leak-spread/heat/case.ts'
import { sewageCaseSchema } from '../../workers/leak-spread/sewage/case.ts'
import { WATER_CASE_FILE } from '../../workers/leak-spread/water/case.ts'
import type { ExitCode, Terminal } from '../command.ts'
import { runGasCase } from './gas.ts'
import { runHeatCase } from './heat.ts'
import { runSewageCase } from './sewage.ts'
import { runWater } from './water.ts'

/** CASE.json of every kind of leak, told apart by its `kind`. */
export const LEAK_CASE_FILE = z.discriminatedUnion('kind', [
  WATER_CASE_FILE,
  gasCaseSchema,
  heatCaseSchema,
  sewageCaseSchema,
])
export type LeakCaseFile = z.infer<typeof LEAK_CASE_FILE>

/**
 * Runs a case and writes its results.
 *
 * @param folder  of CASE.json: its paths count from there
 * @param out  where results go; made when it is not there
 * @throws  Refusal with every fault of the case
 */
export function runLeak(given: LeakCaseFile, folder: string, out: string, terminal: Terminal): Promise<ExitCode> {
  switch (given.kind) {
    case 'water':
      return runWater(given, folder, out, terminal)
    case 'gas':
      return runGasCase(given, out, terminal)
    case 'heat':
      return runHeatCase(given, out, terminal)
    case 'sewage':
      return runSewageCase(given, folder, out, terminal)
  }
}
