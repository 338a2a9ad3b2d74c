import { describe, expect, it } from 'vitest'
import { parseProjectCode } from './project-code.ts'

describe('a project code', () => {
  it('has 24 characters in five parts', () => {
    expect(parseProjectCode('2019-370202-78-01-004213')).toEqual({
      ...{ year: 2019, region: '370202', industry: '78' },
      ...{ procedure: '01', serial: '004213' },
    })
  })

  it.each([
    '',
    '2019-370202-78-01-00421',
    '2019-370202-78-01-0042133',
    '1989-370202-78-01-004213',
    '2019370202780100421300',
  ])('is not "%s"', (text) => expect(parseProjectCode(text)).toBeNull())
})
