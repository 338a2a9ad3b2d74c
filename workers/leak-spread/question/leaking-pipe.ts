import { ASSET_STATUSES, type AssetStatus, statusNames } from '../../../src/domain/asset/asset.ts'
import type { LonLatHeight } from '../../../src/domain/geo/coordinates.ts'
import { type Crs, crsOf } from '../../../src/domain/geo/crs.ts'
import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
import { decodePipes, type PipeFile } from '../../../src/domain/leak/pipe-file.ts'
import { decodeNetwork, type NetworkFile } from '../../../src/domain/network/network-file.ts'
import { Refusal } from '../../refusal.ts'

/** Pipes of these may carry what leaks; nobody recorded more of `other`. */
const IN_USE: readonly string[] = ['in-use', 'other']

/** The pipe that leaks, in the network that it is of. */
export interface LeakingPipe {
  readonly network: NetworkFile
  /** link by link of the network */
  readonly pipes: PipeFile
  readonly crs: Crs
  /** number of its link */
  readonly link: number
  readonly id: string
  readonly gid: number
  /** of its axis at the leak; height NaN = not known */
  readonly at: LonLatHeight
  /** the same in the plane of the plan [m] */
  readonly point: readonly [x: number, y: number]
  /** of the axis below ground at the leak [m]; NaN = not known */
  readonly depth: number
}

/**
 * Opens the files of a question and finds the pipe that leaks.
 *
 * @throws Refusal naming the pipe and why it cannot leak: not in the network, not in use, a device, without a place
 * @throws Error when the two files are not of one network, or the plan's plane is none
 */
export function leakingPipe({ plan, scenario, network: bytes, pipes: pipeBytes }: LeakQuestion): LeakingPipe {
  const [network, pipes] = [decodeNetwork(bytes), decodePipes(pipeBytes)]
  const crs = crsOf(plan.crs)
  if (!crs) throw new Error(`leakingPipe: the plane is "${plan.crs}", expected a known one`)
  const links = network.linkGid.length
  if (pipes.length.length !== links || pipes.discipline !== network.discipline)
    throw new Error(
      `leakingPipe: ${pipes.length.length} pipes of ${pipes.discipline} for ${links} links of ${network.discipline}`,
    )
  const id = scenario.pipe
  const link = network.linkId.indexOf(id)
  const refused = (zh: string, en: string) => new Refusal([{ zh: `管段 ${id}：${zh}`, en: `pipe ${id}: ${en}` }])
  if (link < 0) throw refused('所选管网中没有该管段', `the ${scenario.network} network has no such line`)
  if (network.discipline !== scenario.network)
    throw refused(
      `属于 ${network.discipline} 管网，不是 ${scenario.network} 管网`,
      `is of the ${network.discipline} network, expected ${scenario.network}`,
    )
  const status = statusOf(pipes, link)
  if (!isInUse(pipes, link))
    throw refused(
      `状态为“${statusNames[status].zh}”，不在用，管内有无介质不详`,
      `status is ${status} (${statusNames[status].zh}), expected in use: nothing is known to be in it`,
    )
  if (pipes.isDevice[link]) {
    const device = pipes.deviceKind.at(link)
    throw refused(`是设备（${device || '类型不详'}），不是管段`, `is a ${device || 'device'}, expected a pipe`)
  }
  const along = (from: number, to: number) => between(from, to, scenario.share)
  const ofNodes = (values: ArrayLike<number>) =>
    (values[network.from[link] ?? 0] as number) * (1 - scenario.share) +
    (values[network.to[link] ?? 0] as number) * scenario.share
  const [lon, lat] = [ofNodes(network.nodeLon), ofNodes(network.nodeLat)]
  if (!(Number.isFinite(lon) && Number.isFinite(lat)))
    throw refused('端点位置不详', 'the place of its ends is not known')
  return {
    ...{ network, pipes, crs, link, id, gid: network.linkGid[link] ?? 0 },
    at: { lon, lat, height: along(pipes.fromLevel[link] as number, pipes.toLevel[link] as number) },
    point: crs.fromLonLat(lon, lat),
    depth: along(pipes.fromDepth[link] as number, pipes.toDepth[link] as number),
  }
}

/** Whether a pipe may carry what leaks. */
export function isInUse(pipes: PipeFile, link: number): boolean {
  return IN_USE.includes(statusOf(pipes, link))
}

function statusOf({ status }: PipeFile, link: number): AssetStatus {
  return ASSET_STATUSES[status[link] ?? 0] ?? 'other'
}

/** Between two ends; where one is not known the other stands for both. */
function between(from: number, to: number, share: number): number {
  if (Number.isNaN(from)) return to
  return Number.isNaN(to) ? from : from + share * (to - from)
}
