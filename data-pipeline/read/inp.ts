import { inpSections } from '../../src/domain/formats/inp-sections.ts'
import type { Survey } from '../survey.ts'
import { readEpanetNetwork } from './epanet.ts'
import { readInputText } from './input-file.ts'
import { type Locate, readSwmm } from './swmm.ts'

/** Reads an .inp file: EPANET has pipes, SWMM has conduits; the default discipline is water or storm by that. */
export async function readInp(
  path: string,
  survey: Survey,
  discipline: string | undefined,
  locate: Locate,
): Promise<void> {
  const sections = inpSections(await readInputText(path))
  const isEpanet = [...sections.keys()].some((name) => name.startsWith('PIPE'))
  if (isEpanet) readEpanetNetwork(path, sections, survey, discipline ?? 'water', locate)
  else readSwmm(path, sections, survey, discipline ?? 'storm', locate)
}
