// `npm run reference`: the reference tests and the benches, written down with date and machine in docs/results/.
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join, relative } from 'node:path'

const BENCHES = [
  ['bench', 'isolation'],
  ['bench', 'tiles'],
]

/**
 * Writes docs/results/<date>-reference.md from vitest's report and the output of the benches.
 *
 * @param root  the repository
 * @param report  vitest's JSON report of tests/reference
 * @param runCommand  runs `lifeline` with arguments and gives its standard output
 * @returns the path of the file, from the repository
 */
export async function writeReference(root, report, runCommand) {
  const date = new Date().toISOString().slice(0, 10)
  const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => `| ${relative(root, name)} | ${fullName.trim()} | ${status} |`),
  )
  const benches = []
  for (const args of BENCHES)
    benches.push(`### \`lifeline ${args.join(' ')}\`\n\n\`\`\`\n${(await runCommand(args)).trim()}\n\`\`\`\n`)
  const text = `# Reference run of ${date}

Made by \`npm run reference\` on ${machine}.
${report.numPassedTests} passed, ${report.numFailedTests} failed, ${report.numPendingTests} skipped.

| file | case | result |
|---|---|---|
${tests.join('\n')}

## Speed

${benches.join('\n')}`
  const path = join(root, 'docs', 'results', `${date}-reference.md`)
  await mkdir(join(root, 'docs', 'results'), { recursive: true })
  await writeFile(path, text)
  return relative(root, path)
}
