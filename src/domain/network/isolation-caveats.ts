import type { Localized } from '../localized.ts'
import { doubtfulSupply } from './doubtful-supply.ts'
import { type Isolation, sourcesToShut } from './isolation.ts'
import type { Segments } from './segments.ts'
import { OPERABLE, type Topology } from './topology.ts'

/** so many are named, by their source key as people on site know it; of more, their number is told */
const LISTED = 5

/** What a person must know before acting on an isolation: sentences, the gravest first; empty when there is nothing. */
export function isolationCaveats(topology: Topology, segments: Segments, isolation: Isolation): Localized[] {
  const caveats: Localized[] = []
  if (topology.valveLink.length === 0) {
    caveats.push({
      zh: '管网数据中没有阀门：与漏点相连的整片管网都须停供。',
      en: 'The network data hold no valves: the whole network connected to the leak must be shut down.',
    })
  }
  if (isolation.holdsSource) {
    const sources = listed(sourcesToShut(topology, segments, isolation))
    caveats.push({
      zh: `隔离区段内有供应源（${sources}）：仅靠关阀不能止漏，须同时关停该供应源。`,
      en: `The segment holds a source (${sources}): valves alone do not stop the leak, the source itself must be shut.`,
    })
  }
  if (!isolation.wasSupplied) {
    caveats.push({
      zh: '数据中没有与漏点连通的供应源：已列出区段边界的全部阀门，区段以外的停供范围无法判断。',
      en: 'The data know no source connected to the leak: every valve at the edge of the segment is listed, and nothing can be said about supply beyond it.',
    })
  }
  const assumed = isolation.close.filter((valve) => topology.operable[valve] === OPERABLE.unknown).length
  if (assumed > 0) {
    caveats.push({
      zh: `须关闭的阀门中有 ${assumed} 个没有可操作性记录，按可操作处理，须现场确认。`,
      en: `${assumed} of the valves to close have no record of working: taken to work, confirm on site.`,
    })
  }
  const doubtful = doubtfulSupply(topology, segments, isolation)
  if (doubtful.length > 0) {
    const list = listed(doubtful.map((node) => topology.nodeId.at(node) ?? ''))
    caveats.push({
      zh: `另有 ${doubtful.length} 个节点（${list}）关阀后只能经常闭管道或逆向经泵、止回阀、调压阀供应，可能停供。`,
      en: `${doubtful.length} further nodes (${list}) then have a way to a source only through a closed pipe, or backwards through a pump, check valve or pressure valve: they may lose supply.`,
    })
  }
  return caveats
}

function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, LISTED).map((id) => id.slice(id.lastIndexOf('/') + 1))
  return shown.join(', ') + (ids.length > LISTED ? ` … ${ids.length}` : '')
}
