import { VALVE_STATE } from './topology.ts'

/** 阀 in what a point is called, but for those that let air, water or pressure out, or one way only. */
const VALVE = /阀/
const NOT_SHUTTING = /排气|泄水|放气|止回|安全|减压/

/** Is a point of this 特征 or 附属物 a valve that shuts a line? Air, drain, check and relief valves do not. */
export function isShuttingValve(name: string): boolean {
  return VALVE.test(name) && !NOT_SHUTTING.test(name)
}

/** A column that tells how a valve stands, and what it says; 0 and 1 say nothing without their key. */
const STATE =
  /"(?:valve_?(?:state|status)|(?:阀门)?(?:开关|启闭|开闭)(?:状态|情况)?|阀门状态|常开常闭)":"\s*(?:(全?关闭?|常[闭关]|闭|closed?|shut)|(全?开启?|常开|open(?:ed)?))\s*"/i

/** How a valve stands by the record of its point: code of VALVE_STATE. */
export function valveStateOf(attributes: string): number {
  const [, closed, open] = STATE.exec(attributes) ?? []
  if (closed !== undefined) return VALVE_STATE.closed
  return open === undefined ? VALVE_STATE.unknown : VALVE_STATE.open
}
