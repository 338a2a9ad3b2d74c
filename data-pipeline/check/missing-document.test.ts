import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { emptyTables, type TableRows } from '../survey.ts'
import { Findings } from './finding.ts'
import { missingDocument } from './missing-document.ts'

const aDocument = (id: string, file: string): TableRows['document'][number] => ({
  ...{ id, project_id: 'P1', stage: 'approval', kind: 'approval', title: id, number: null },
  ...{ issued_on: null, issued_by: null, file },
})

test('a document row whose file the folder does not have is an error, told with the file', async () => {
  const documents = await mkdtemp(join(tmpdir(), 'lifeline-documents-'))
  onTestFinished(() => rm(documents, { recursive: true }))
  await writeFile(join(documents, 'a.html'), '')
  const tables = { ...emptyTables(), document: [aDocument('D1', 'a.html'), aDocument('D2', 'b.html')] }
  const findings = new Findings()
  missingDocument({ documents, tables }, findings)
  expect(findings.list).toHaveLength(1)
  expect(findings.list[0]).toMatchObject({
    severity: 'error',
    rule: 'missing-document',
    value: 'D2',
    expected: 'b.html',
  })
})
