import { readdirSync } from 'node:fs'
import type { Rule } from './rule.ts'

/** A document row whose file the survey folder does not have. */
export const missingDocument: Rule = (survey) => {
  const present = new Set(
    (survey.documents === null ? [] : readdirSync(survey.documents, { withFileTypes: true }))
      .filter((entry) => !entry.isDirectory())
      .map(({ name }) => name),
  )
  for (const document of survey.tables.document) {
    if (present.has(document.file)) continue
    const message = { zh: `文件 ${document.file} 不存在`, en: `the file ${document.file} does not exist` }
    survey.findings.add('error', 'missing-document', message, {
      file: 'document',
      value: document.id,
      expected: document.file,
    })
  }
}
