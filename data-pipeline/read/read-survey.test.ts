import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkSurvey } from '../check/check-survey.ts'
import type { Finding } from '../check/finding.ts'
import { readListed } from './a-read-survey.ts'
import { aSurveyFolder, type FolderChanges, linesText, pointsText } from './a-survey-folder.ts'

async function read(changes: FolderChanges = {}) {
  return await readListed({ sources: [await aSurveyFolder(changes)] })
}

async function findingOf(rule: string, changes: FolderChanges): Promise<Finding | undefined> {
  const survey = await read(changes)
  checkSurvey(survey)
  return survey.findings.list.find((finding) => finding.rule === rule)
}

describe('a sound survey', () => {
  test('gives points, lines and levels without findings', async () => {
    const survey = await read()
    checkSurvey(survey)
    expect(survey.findings.list).toEqual([])
    const [line] = survey.lines
    expect(line).toMatchObject({ key: 'JS1~JS2~1', reference: 'crown', wall: 0.01, builtYear: 2008 })
    expect(line?.start.level).toBeCloseTo(3.8, 9)
    expect(line?.section).toEqual({ kind: 'circle', width: 0.3, height: 0.3 })
    expect(survey.points[1]).toMatchObject({ appurtenance: '阀门井', isOperable: true })
    expect(survey.points[1]?.bottom).toBeCloseTo(3.3, 9)
  })

  test('is the same in GB18030', async () => {
    const survey = await read({ encoding: 'gb18030' })
    expect(survey.lines[0]?.material).toBe('QM')
    expect(survey.findings.list).toEqual([])
  })

  test('may name its columns and codes by a mapping file', async () => {
    const folder = await aSurveyFolder({
      manifest: {
        cjj61: [{ discipline: 'water', points: 'JSPOINT.csv', lines: 'JSLINE.csv', mapping: 'mapping.json' }],
      },
      files: { 'JSLINE.csv': linesText().replace('PSize', '口径').replaceAll('球墨铸铁', 'M7') },
    })
    await writeFile(join(folder, 'mapping.json'), '{"lines":{"PSize":"口径"},"codes":{"Material":{"M7":"球墨铸铁"}}}')
    const survey = await readListed({ sources: [folder] })
    expect(survey.lines[0]).toMatchObject({ material: 'QM', section: { width: 0.3 } })
  })

  test('may be two CSV files with options instead of a folder', async () => {
    const folder = await aSurveyFolder()
    const sources = [join(folder, 'JSPOINT.csv'), join(folder, 'JSLINE.csv')]
    const survey = await readListed({ sources, crs: 'EPSG:4549', vertical: '1985', name: 'two' })
    expect(survey).toMatchObject({ city: 'two', lines: { length: 2 } })
  })
})

describe('a bad row costs one finding and the run goes on', () => {
  const cases: [rule: string, changes: FolderChanges, finding: Partial<Finding>][] = [
    [
      'unknown-point',
      { files: { 'JSLINE.csv': linesText('JS3,JS9,1,1,200,PE,,') } },
      { file: 'JSLINE.csv', row: 4, column: 'E_Exp', value: 'JS9' },
    ],
    [
      'bad-coordinate',
      { files: { 'JSPOINT.csv': pointsText('JS4,NaN,531000,5,弯头,,,') } },
      { file: 'JSPOINT.csv', row: 5, column: 'X' },
    ],
    ['bad-coordinate', { files: { 'JSPOINT.csv': pointsText('JS4,3988000,,5,弯头,,,') } }, { row: 5, column: 'Y' }],
    [
      'duplicate-point',
      { files: { 'JSPOINT.csv': pointsText('JS1,3988001,531000,5,弯头,,,') } },
      { row: 5, value: 'JS1' },
    ],
    ['self-loop', { files: { 'JSLINE.csv': linesText('JS3,JS3,1,1,200,PE,,') } }, { row: 4 }],
    [
      'not-a-number',
      { files: { 'JSLINE.csv': linesText('JS3,JS1,约1,1,200,PE,,') } },
      { row: 4, column: 'S_Deep', value: '约1' },
    ],
    [
      'bad-size',
      { files: { 'JSLINE.csv': linesText('JS3,JS1,1,1,大,PE,,') } },
      { row: 4, column: 'PSize', value: '大' },
    ],
    ['point-far-away', { files: { 'JSPOINT.csv': pointsText('JS4,531000,3988000,5,弯头,,,') } }, { row: 5 }],
    [
      'zero-length',
      {
        files: {
          'JSPOINT.csv': pointsText('JS4,3988040,531050,5.2,三通,,,'),
          'JSLINE.csv': linesText('JS3,JS4,1,1,200,PE,,'),
        },
      },
      { row: 4, value: 0 },
    ],
  ]
  test.each(cases)('%s', async (rule, changes, expected) => {
    const finding = await findingOf(rule, changes)
    expect(finding).toMatchObject({ severity: 'error', ...expected })
    expect(finding?.message.zh).toMatch(/\p{Script=Han}/u)
    expect(finding?.message.en).toMatch(/[a-z]/)
  })

  test('levels of the line stand in for depths, and contradictions are told', async () => {
    const header = 'S_Exp,E_Exp,S_Level,E_Level,PSize'
    const survey = await read({ files: { 'JSLINE.csv': `${header}\nJS1,JS2,3.7,3.8,300\n` } })
    expect(survey.findings.list).toEqual([])
    expect(survey.lines[0]?.start).toMatchObject({ ground: 5, level: 3.7 })
    expect(survey.lines[0]?.start.depth).toBeCloseTo(1.3, 9)
    const both = await read({ files: { 'JSLINE.csv': `${header},S_Deep\nJS1,JS2,3.7,3.8,300,2\n` } })
    checkSurvey(both)
    expect(both.lines[0]?.start.level).toBe(3.7)
    expect(both.findings.list.map(({ rule }) => rule)).toContain('level-sum')
  })

  test('a missing depth column leaves the levels unknown and says so', async () => {
    const text = 'S_Exp,E_Exp,PSize\nJS1,JS2,300\n'
    const survey = await read({ files: { 'JSLINE.csv': text } })
    expect(survey.lines[0]?.start).toMatchObject({ level: null, depth: null })
    const columns = survey.findings.list.filter(({ rule }) => rule === 'missing-column').map(({ column }) => column)
    expect(columns).toEqual(['S_Deep', 'E_Deep'])
  })

  test('one damaged row of many is left out, not the table', async () => {
    const many = Array.from({ length: 400 }, (_, i) => `P${i},3988000,${531000 + i},5,弯头,,,`)
    const finding = await findingOf('undecodable', {
      files: { 'JSPOINT.csv': pointsText(...many, 'Q\uFFFD,3988000,531000,5,,,,') },
    })
    expect(finding).toMatchObject({ file: 'JSPOINT.csv', row: 405 })
  })
})

describe('an unusable input stops the run and says what to do', () => {
  const cases: [name: string, changes: FolderChanges, finding: Partial<Finding>][] = [
    ['an empty file', { files: { 'JSLINE.csv': '' } }, { rule: 'empty-file', file: 'JSLINE.csv' }],
    [
      'a missing column',
      { files: { 'JSPOINT.csv': 'Exp_No,X,Surf_H\nJS1,3988000,5\n' } },
      { rule: 'missing-column', column: 'Y', row: 1 },
    ],
    [
      'a GB18030 file called UTF-8',
      { writtenAs: 'gb18030' },
      { rule: 'wrong-encoding', file: 'JSPOINT.csv', row: 2, expected: 'gb18030' },
    ],
    [
      'a UTF-8 file called GB18030',
      { encoding: 'gb18030', writtenAs: 'utf-8' },
      { rule: 'wrong-encoding', expected: 'utf-8' },
    ],
    ['no CRS', { manifest: { crs: undefined } }, { rule: 'no-crs' }],
    ['an unknown CRS', { manifest: { crs: 'EPSG:2000' } }, { rule: 'crs-unknown' }],
    ['no vertical datum', { manifest: { vertical: undefined } }, { rule: 'no-vertical' }],
    [
      'a table that is not there',
      { manifest: { cjj61: [{ discipline: 'water', points: 'no.csv', lines: 'no.csv' }] } },
      { rule: 'missing-file', file: 'no.csv' },
    ],
    ['a DEM that is no GeoTIFF', { manifest: { dem: 'JSLINE.csv' } }, { rule: 'dem-unreadable', file: 'JSLINE.csv' }],
  ]
  test.each(cases)('%s', async (_, changes, expected) => {
    await expect(read(changes)).rejects.toMatchObject({ finding: { severity: 'error', ...expected } })
  })
})

describe('coordinates', () => {
  const swapped = pointsText().replace(/(\d{7}),(\d{6})/g, '$2,$1')
  const zoned = pointsText().replace(/,(531\d{3}),/g, ',40$1,')

  test('a table whose X is east is turned round and reported', async () => {
    const [plain, turned] = [await read(), await read({ files: { 'JSPOINT.csv': swapped } })]
    expect(turned.findings.list).toMatchObject([{ rule: 'swapped-axes', severity: 'warning' }])
    expect(turned.points[2]?.lon).toBe(plain.points[2]?.lon)
  })

  test('a zone number before the eastings is taken off', async () => {
    const [plain, zone] = [await read(), await read({ files: { 'JSPOINT.csv': zoned } })]
    expect(zone.findings.list).toMatchObject([{ rule: 'zone-number', severity: 'note' }])
    expect(zone.points[0]?.lon).toBe(plain.points[0]?.lon)
  })

  test('a zone number of another zone stops the run', async () => {
    const other = zoned.replaceAll(',40531', ',39531')
    await expect(read({ files: { 'JSPOINT.csv': other } })).rejects.toMatchObject({
      finding: { rule: 'zone-contradiction' },
    })
  })
})
