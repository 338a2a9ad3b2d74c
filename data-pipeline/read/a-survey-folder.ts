import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { onTestFinished } from 'vitest'

const POINTS = [
  'Exp_No,X,Y,Surf_H,Feature,Subsid,Well_Deep,Operable,Belong',
  'JS1,3988000,531000,5.00,,水厂,,,WATER',
  'JS2,3988000,531050,5.10,,阀门井,1.80,1,WATER',
  'JS3,3988040,531050,5.20,弯头,,,,WATER',
]
const LINES = [
  'S_Exp,E_Exp,S_Deep,E_Deep,PSize,Material,WallThick,Mdate,EmBed,Belong',
  'JS1,JS2,1.20,1.30,300,球墨铸铁,10,2008,直埋,WATER',
  'JS2,JS3,1.30,1.25,300,球墨铸铁,10,2008,直埋,WATER',
]

/** What a test changes in the small water survey: a whole file's text, or bytes, by its name. */
export interface FolderChanges {
  readonly manifest?: Readonly<Record<string, unknown>>
  readonly files?: Readonly<Record<string, string>>
  readonly encoding?: 'utf-8' | 'gb18030'
  /** how the files are really written, when the manifest lies about it */
  readonly writtenAs?: 'utf-8' | 'gb18030'
}

/** Writes a survey of three water points and two lines into a folder of its own, removed after the test. */
export async function aSurveyFolder(changes: FolderChanges = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-survey-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const manifest = {
    city: 'testtown',
    name: { zh: '测试镇', en: 'Test Town' },
    crs: 'EPSG:4549',
    vertical: '1985',
    encoding: changes.encoding ?? 'utf-8',
    cjj61: [{ discipline: 'water', points: 'JSPOINT.csv', lines: 'JSLINE.csv' }],
    ...changes.manifest,
  }
  await writeFile(join(folder, 'survey.json'), JSON.stringify(manifest))
  const files = { 'JSPOINT.csv': pointsText(), 'JSLINE.csv': linesText(), ...changes.files }
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(folder, name), iconv.encode(text, changes.writtenAs ?? changes.encoding ?? 'utf-8'))
  }
  return folder
}

/** The point table, with further rows. */
export function pointsText(...rows: string[]): string {
  return `${[...POINTS, ...rows].join('\n')}\n`
}

/** The line table, with further rows. */
export function linesText(...rows: string[]): string {
  return `${[...LINES, ...rows].join('\n')}\n`
}
