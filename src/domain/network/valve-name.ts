/** 阀 in what a point is called, but for those that let air, water or pressure out, or one way only. */
const VALVE = /阀/
const NOT_SHUTTING = /排气|泄水|放气|止回|安全|减压/

/** Is a point of this 特征 or 附属物 a valve that shuts a line? Air, drain, check and relief valves do not. */
export function isShuttingValve(name: string): boolean {
  return VALVE.test(name) && !NOT_SHUTTING.test(name)
}
