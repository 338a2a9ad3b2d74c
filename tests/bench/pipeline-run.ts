import { buildCity } from '../../data-pipeline/build.ts'

/** One build in a process of its own, so that its memory is its own; tells its figures to the process that forked it. */
const [source = '', data = '', workers = '2'] = process.argv.slice(2)
const start = performance.now()
const stages: { readonly at: number; readonly stage: string }[] = []
const report = await buildCity({
  sources: [source],
  dataDirectory: data,
  publicDirectory: `${data}/public`,
  workers: Number(workers),
  progress: ({ stage }) => {
    if (stages.at(-1)?.stage !== stage) stages.push({ at: (performance.now() - start) / 1000, stage })
  },
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
