import { basename } from 'node:path'
import { type InpSections, inpSections } from '../../src/domain/formats/inp-sections.ts'
import { UnusableInput } from '../check/finding.ts'
import type { Survey } from '../survey.ts'
import { readHydraulics } from './epanet-hydraulics.ts'
import { readInputText } from './input-file.ts'

/** of what cannot be used so many are told */
const TOLD = 5

/** Takes the hydraulic model of an EPANET file; one with a row that cannot be used is left out and told. */
export function pushHydraulics(file: string, sections: InpSections, survey: Survey, discipline: string): void {
  const { keyed, faults } = readHydraulics(file, sections)
  if (keyed) survey.hydraulics.push({ discipline, keyed })
  const message = {
    zh: '水力模型有不可用的行，整个模型未采用（管网照常读入）',
    en: 'a row of the hydraulic model cannot be used: the whole model is left out, the network is read',
  }
  for (const { row, value, expected } of faults.slice(0, TOLD))
    survey.findings.add('warning', 'inp-hydraulics', message, { file, row, value, expected })
}

/**
 * Reads the model of a network that the survey has from elsewhere: an EPANET file whose nodes are called by the numbers of points.
 * What the survey lacks is in the model alone.
 */
export async function readModelOf(path: string, survey: Survey, discipline: string): Promise<void> {
  survey.inputs.push(path)
  const file = basename(path)
  const sections = inpSections(await readInputText(path))
  if (![...sections.keys()].some((name) => name.startsWith('JUNC'))) {
    const message = { zh: '水力模型没有 [JUNCTIONS] 段', en: 'the hydraulic model has no [JUNCTIONS] section' }
    throw new UnusableInput('missing-section', message, { file, expected: '[JUNCTIONS]' })
  }
  pushHydraulics(file, sections, survey, discipline)
}
