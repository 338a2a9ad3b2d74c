// The long runs, `npm run reference` and `npm run soak`, written down with date and machine in docs/results/.
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join, relative } from 'node:path'

/**
 * Writes docs/results/<date>-<kind>.md from vitest's report and the output of benches.
 *
 * @param root  the repository
 * @param kind  "reference" or "soak"
 * @param report  vitest's JSON report
 * @param benches  `[command, its standard output]` of each bench
 * @returns the path of the file, from the repository
 */
export async function writeResults(root, kind, report, benches) {
  const date = new Date().toISOString().slice(0, 10)
  const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status !== 'skipped')
      .map(({ fullName, status }) => `| ${relative(root, name)} | ${fullName.trim()} | ${status} |`),
  )
  const speed = benches.map(([command, output]) => `### \`${command}\`\n\n\`\`\`\n${output.trim()}\n\`\`\`\n`)
  const text = `# ${kind === 'soak' ? 'Soak' : 'Reference'} run of ${date}

Made by \`npm run ${kind}\` on ${machine}.
${report.numPassedTests} passed, ${report.numFailedTests} failed, ${report.numPendingTests} skipped.

| file | case | result |
|---|---|---|
${tests.join('\n')}
${speed.length > 0 ? `\n## ${kind === 'soak' ? 'Browser' : 'Speed'}\n\n${speed.join('\n')}` : ''}`
  const path = join(root, 'docs', 'results', `${date}-${kind}.md`)
  await mkdir(join(root, 'docs', 'results'), { recursive: true })
  await writeFile(path, text)
  return relative(root, path)
}
