import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { aSurveyFolder, linesText, pointsText } from '../data-pipeline/read/a-survey-folder.ts'
import { lockDirectory } from '../server/database/directory-lock.ts'
import { EXIT } from './command.ts'
import { pipelineBuild } from './pipeline-build.ts'

it('refuses a city that another build has, and builds it once that is done', async () => {
  const root = await mkdtemp(join(tmpdir(), 'lifeline-lock-'))
  onTestFinished(() => rm(root, { recursive: true }))
  const source = await aSurveyFolder({
    files: {
      'JSPOINT.csv': pointsText(...[0, 1].map((i) => `P${i},3989000,${531_100 + i * 70},5,,检查井,2,,WATER`)),
      'JSLINE.csv': linesText('P0,P1,1,1,200,PE,8,2020,直埋,WATER'),
    },
  })
  const data = join(root, 'data')
  const errors: string[] = []
  const terminal = { isJson: true, result: () => {}, progress: () => {}, error: (text: string) => errors.push(text) }
  const build = () =>
    pipelineBuild.run({ values: { data, public: join(root, 'public') }, positionals: [source] }, terminal)

  const giveBack = lockDirectory(join(data, 'testtown'), 'build')
  expect(await build()).toBe(EXIT.failed)
  expect(errors.join()).toContain(`in use by process ${process.pid}`)
  giveBack()
  expect(await build()).toBe(EXIT.ok)
  await expect(access(join(data, 'testtown', 'build.pid'))).rejects.toThrow()
})
