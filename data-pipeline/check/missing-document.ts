import { readdirSync } from 'node:fs'
import type { Survey } from '../survey.ts'
import type { Findings } from './finding.ts'

/** A document row whose file the survey folder does not have. */
export function missingDocument(survey: Pick<Survey, 'documents' | 'tables'>, findings: Findings): void {
  const present = new Set(
    (survey.documents === null ? [] : readdirSync(survey.documents, { withFileTypes: true }))
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name),
  )
  for (const document of survey.tables.document) {
    if (present.has(document.file)) continue
    const message = { zh: `文件 ${document.file} 不存在`, en: `the file ${document.file} does not exist` }
    findings.add('error', 'missing-document', message, {
      file: 'document',
      value: document.id,
      expected: document.file,
    })
  }
}
