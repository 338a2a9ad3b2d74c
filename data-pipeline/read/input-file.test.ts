import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { makeDem } from '../synth/dem.ts'
import { readListed } from './a-read-survey.ts'
import { aSurveyFolder, linesText, pointsText } from './a-survey-folder.ts'
import { readInputText } from './input-file.ts'

const INP = { crs: 'local', anchor: { lon: 120, lat: 36 }, vertical: 'local' }

describe('an input that cannot be read is named, and the run stops', () => {
  test('a text beyond the limit, with its size and the limit', async () => {
    const path = join(await aSurveyFolder(), 'town.inp')
    await writeFile(path, '')
    await truncate(path, 3 * 2 ** 30)
    await expect(readListed({ sources: [path], ...INP })).rejects.toMatchObject({
      message: expect.stringMatching(/^town\.inp: .*3072 MiB.*256 MiB.* \/ .*3072 MiB.*256 MiB/),
      finding: { rule: 'too-large', file: 'town.inp' },
    })
  })

  test('a text beyond a limit that the reader gives', async () => {
    const path = join(await aSurveyFolder(), 'JSLINE.csv')
    await expect(readInputText(path, 10)).rejects.toMatchObject({
      finding: { rule: 'too-large', value: Buffer.byteLength(linesText()), expected: '≤ 10 bytes' },
    })
  })

  test.each(['JSPOINT.csv', 'survey.json', 'town.inp', 'town.geojson'])('a folder called %s', async (name) => {
    const folder = join(await aSurveyFolder(), 'broken')
    await mkdir(join(folder, name), { recursive: true })
    if (name === 'JSPOINT.csv') await writeFile(join(folder, 'JSLINE.csv'), linesText())
    await expect(readListed({ sources: [folder], ...INP, crs: 'EPSG:4549' })).rejects.toMatchObject({
      finding: { rule: 'unreadable-file', file: name, message: { zh: '是文件夹，应为文件' } },
    })
  })

  test.each([2000, -100])('a DEM cut to %i bytes', async (length) => {
    const folder = await aSurveyFolder({ manifest: { dem: 'dem.tif' } })
    await writeFile(join(folder, 'dem.tif'), makeDem().subarray(0, length))
    await expect(readListed({ sources: [folder] })).rejects.toMatchObject({
      finding: { rule: 'dem-unreadable', file: 'dem.tif', expected: 'GeoTIFF' },
    })
  })

  test.each(['utf-16le', 'utf-16be'])('a table or network in %s, with or without its mark', async (encoding) => {
    for (const addBOM of [true, false]) {
      const folder = await aSurveyFolder()
      const [table, network] = [join(folder, 'JSPOINT.csv'), join(folder, 'town.inp')]
      await writeFile(table, iconv.encode(pointsText(), encoding, { addBOM }))
      await writeFile(network, iconv.encode('[JUNCTIONS]\n井1 0 0\n', encoding, { addBOM }))
      const finding = (file: string) => ({ finding: { rule: 'utf-16', file, expected: 'UTF-8' } })
      await expect(readListed({ sources: [folder] })).rejects.toMatchObject(finding('JSPOINT.csv'))
      await expect(readListed({ sources: [network], ...INP })).rejects.toMatchObject(finding('town.inp'))
    }
  })

  test('binary in place of a table', async () => {
    const folder = await aSurveyFolder()
    await truncate(join(folder, 'JSPOINT.csv'), 0)
    await truncate(join(folder, 'JSPOINT.csv'), 5 * 2 ** 30)
    await expect(readListed({ sources: [folder] })).rejects.toMatchObject({
      finding: { rule: 'no-text', file: 'JSPOINT.csv' },
    })
  })
})
