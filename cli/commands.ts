import type { Command } from './command.ts'

/** Every command with the module that holds it: loaded only when called, so that `--help` is quick. */
export const commands: readonly { readonly name: string; readonly load: () => Promise<Command> }[] = [
  { name: 'start', load: async () => (await import('./start.ts')).start },
  { name: 'backup', load: async () => (await import('./backup.ts')).backup },
  { name: 'deploy check', load: async () => (await import('./deploy-check.ts')).deployCheck },
  { name: 'deploy migrate', load: async () => (await import('./deploy-migrate.ts')).deployMigrate },
  { name: 'bundle', load: async () => (await import('./bundle.ts')).bundle },
  { name: 'restore', load: async () => (await import('./restore.ts')).restore },
  { name: 'synth', load: async () => (await import('./synth.ts')).synth },
  { name: 'pipeline build', load: async () => (await import('./pipeline-build.ts')).pipelineBuild },
  { name: 'pipeline worker', load: async () => (await import('./pipeline-worker.ts')).pipelineWorker },
  { name: 'pipeline check', load: async () => (await import('./pipeline-check.ts')).pipelineCheck },
  { name: 'pipeline load', load: async () => (await import('./pipeline-load.ts')).pipelineLoad },
  { name: 'database prepare', load: async () => (await import('./database-prepare.ts')).databasePrepare },
  { name: 'tiles check', load: async () => (await import('./tiles-check.ts')).tilesCheck },
  { name: 'simulate inundation', load: async () => (await import('./simulate-inundation.ts')).simulateInundation },
  { name: 'solve gas', load: async () => (await import('./solve-gas.ts')).solveGas },
  { name: 'simulate leak', load: async () => (await import('./simulate-leak.ts')).simulateLeak },
  { name: 'locate', load: async () => (await import('./locate.ts')).locate },
  { name: 'analyse adjacent', load: async () => (await import('./analyse-adjacent.ts')).analyseAdjacent },
  { name: 'simulate', load: async () => (await import('./simulate.ts')).simulate },
  { name: 'isolate', load: async () => (await import('./isolate.ts')).isolate },
  { name: 'design', load: async () => (await import('./design.ts')).design },
  { name: 'bench', load: async () => (await import('./bench.ts')).bench },
]
