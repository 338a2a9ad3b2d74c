import { type Progress, progressText } from '../data-pipeline/publish/progress.ts'
import type { Terminal } from './command.ts'

/** a line of progress so often at most, but for a new stage and the last shard [ms] */
const APART = 1000

/** Tells on a terminal how far a build or a check is: a city has thousands of shards, and a log should be read. */
export function tellProgress(terminal: Terminal): (progress: Progress) => void {
  let [stage, told] = ['', 0]
  return (progress) => {
    const now = performance.now()
    const isDone = progress.ofShards > 0 && progress.shards === progress.ofShards
    if (progress.stage === stage && !isDone && now - told < APART) return
    stage = progress.stage
    told = now
    terminal.progress(progressText(progress))
  }
}
