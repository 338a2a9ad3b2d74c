import { basename, extname } from 'node:path'
import type { Crs } from '../../src/domain/geo/crs.ts'
import type { Findings } from '../check/finding.ts'
import type { Survey } from '../survey.ts'
import type { Attempts } from './attempts.ts'
import { checkDiscipline } from './check-discipline.ts'
import { readFeatureNetwork } from './feature-network.ts'
import type { Layer } from './layer.ts'
import { openLayers } from './layer-files.ts'
import { type LayerOverview, overviewOf } from './layer-overview.ts'
import type { Mapping } from './mapping.ts'
import { inputFilesOf } from './table-files.ts'
import { splitTablePath } from './table-source.ts'

/** what layers are when nothing says so: manholes and pipes with inverts are the most common of them */
const UNTOLD = 'sewer'

/** Runs through the layers of the files once; a file that cannot be used is told. */
export async function openNetworks(
  paths: readonly string[],
  mapping: Mapping,
  attempts: Attempts,
  findings: Findings,
): Promise<LayerOverview[]> {
  const overviews: LayerOverview[] = []
  for (const path of paths) {
    await attempts.run(async () => {
      for (const layer of await openLayers(path, 'utf-8')) overviews.push(await overviewOf(layer, mapping, findings))
    })
  }
  return overviews
}

/**
 * Reads layers as one network a discipline: the one that the mapping file gives for the layer, else the one that is
 * given; where neither is, sewers, which is told.
 *
 * @param crs  for layers whose own CRS is not known; null when none is given
 */
export async function readNetworks(
  overviews: readonly LayerOverview[],
  survey: Survey,
  options: { readonly discipline: string | undefined; readonly mapping: Mapping; readonly crs: Crs | null },
  attempts: Attempts,
): Promise<void> {
  const { mapping, crs } = options
  const groups = new Map<string, LayerOverview[]>()
  for (const overview of overviews) {
    const { layer } = overview
    const told = mapping.layers[nameOf(layer)] ?? options.discipline
    if (told === undefined && overview.points + overview.lines > 0) tellUntold(layer, survey.findings)
    const discipline = checkDiscipline(told ?? UNTOLD)
    groups.set(discipline, [...(groups.get(discipline) ?? []), overview])
  }
  for (const path of new Set(overviews.map(({ layer }) => layer.path))) {
    survey.inputs.push(...(await inputFilesOf(path)))
  }
  for (const [discipline, group] of groups) {
    await attempts.run(() => readFeatureNetwork(group, survey, { discipline, mapping, crs }))
  }
}

/** The middle of the box of the layers, in their own coordinates. */
export function middleOf(overviews: readonly LayerOverview[]): [number, number] {
  const boxes = overviews.filter(({ points, lines }) => points + lines > 0).map(({ box }) => box)
  if (boxes.length === 0) return [0, 0]
  const [west, east] = [Math.min(...boxes.map((box) => box.west)), Math.max(...boxes.map((box) => box.east))]
  const [south, north] = [Math.min(...boxes.map((box) => box.south)), Math.max(...boxes.map((box) => box.north))]
  return [(west + east) / 2, (south + north) / 2]
}

/** "pipes" of "town.gpkg#pipes" and of "pipes.shp". */
function nameOf({ label }: Layer): string {
  const { file, table } = splitTablePath(label)
  return table ?? basename(file, extname(file))
}

function tellUntold(layer: Layer, findings: Findings): void {
  const message = {
    zh: '没有说明图层的专业，按污水读入；请给出 --discipline，或在映射文件的 layers 中指定',
    en: 'nothing tells the discipline of the layer: read as sewer; give --discipline, or name it under "layers" of a mapping file',
  }
  findings.add('note', 'assumed-discipline', message, { file: layer.label, value: UNTOLD })
}
