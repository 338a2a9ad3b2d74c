import type { Command } from './command.ts'

/** Every command with the module that holds it: loaded only when called, so that `--help` is quick. */
export const commands: readonly { readonly name: string; readonly load: () => Promise<Command> }[] = [
  { name: 'start', load: async () => (await import('./start.ts')).start },
  { name: 'synth', load: async () => (await import('./synth.ts')).synth },
  { name: 'pipeline build', load: async () => (await import('./pipeline-build.ts')).pipelineBuild },
  { name: 'pipeline worker', load: async () => (await import('./pipeline-worker.ts')).pipelineWorker },
  { name: 'pipeline check', load: async () => (await import('./pipeline-check.ts')).pipelineCheck },
  { name: 'pipeline load', load: async () => (await import('./pipeline-load.ts')).pipelineLoad },
  { name: 'tiles check', load: async () => (await import('./tiles-check.ts')).tilesCheck },
  { name: 'simulate', load: async () => (await import('./simulate.ts')).simulate },
  { name: 'isolate', load: async () => (await import('./isolate.ts')).isolate },
  { name: 'design', load: async () => (await import('./design.ts')).design },
  { name: 'bench', load: async () => (await import('./bench.ts')).bench },
]
