import type { Runoff } from './runoff.ts'

/** Where the rain of all catchments went, as a table of m³ and mm over their area, with what it does not close by in percent. */
export function continuityOf({ catchments, balance }: Runoff): string {
  const area = catchments.reduce((sum, { spec }) => sum + spec.area, 0)
  const { rain, evaporated, infiltrated, runoff, storage, error } = balance()
  const rows = [
    ['rain', rain],
    ['evaporated', evaporated],
    ['infiltrated', infiltrated],
    ['runoff', runoff],
    ['left on the surface', storage],
  ] as const
  const line = (name: string, volume: string, depth: string) =>
    `${name.padEnd(20)}${volume.padStart(14)}${depth.padStart(12)}`
  return [
    line('runoff', 'm³', 'mm'),
    ...rows.map(([name, volume]) => line(name, volume.toFixed(3), (area > 0 ? (volume / area) * 1000 : 0).toFixed(3))),
    line('error', '', `${(100 * error).toExponential(1)} %`),
  ].join('\n')
}
