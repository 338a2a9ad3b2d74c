import { UnusableInput } from '../check/finding.ts'

export type Encoding = 'utf-8' | 'gb18030'

/** How long a row may be, and how often a text table says how far it is read. */
export interface TableLimits {
  /** characters; a district's outline of 200,000 vertices fits */
  readonly longestRow: number
  /** bytes */
  readonly progressEvery: number
}

/** A file that is declared in one encoding and written in another. */
export function wrongEncoding(file: string, row: number, declared: Encoding, likely: Encoding): UnusableInput {
  return new UnusableInput(
    'wrong-encoding',
    {
      zh: `文件不是 ${declared} 编码；若确是表格，请在 survey.json 中为该表设置 "encoding": "${likely}"`,
      en: `the file is not ${declared}; if it is a table at all, set "encoding": "${likely}" for this table in survey.json`,
    },
    { file, row, value: declared, expected: likely },
  )
}
