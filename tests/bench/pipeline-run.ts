import { buildCity } from '../../data-pipeline/build.ts'

/** One build in a process of its own, so that its memory is its own; tells its figures to the process that forked it. */
const [source = '', data = ''] = process.argv.slice(2)
const start = performance.now()
const stages: { readonly at: number; readonly stage: string }[] = []
const report = await buildCity({
  sources: [source],
  dataDirectory: data,
  publicDirectory: `${data}/public`,
  progress: (stage) => stages.push({ at: (performance.now() - start) / 1000, stage }),
})
const cpu = process.cpuUsage()
process.send?.({
  seconds: (performance.now() - start) / 1000,
  cpuSeconds: (cpu.user + cpu.system) / 1e6,
  // Node gives kilobytes; threads are in it
  peakBytes: process.resourceUsage().maxRSS * 1024,
  totals: report.totals,
  counts: report.counts,
  stages,
})
