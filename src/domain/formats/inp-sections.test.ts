import { expect, test } from 'vitest'
import { inpSections } from './inp-sections.ts'

test('an .inp text becomes sections of rows with their line numbers', () => {
  const sections = inpSections(
    '[TITLE]\nA town\n\n[Junctions]\r\n;Id Elev\r\n J1  10.5 ; comment\r\n"J 2" 11\n[JUNCTIONS]\nJ3 12',
  )
  expect(sections.get('JUNCTIONS')).toEqual([
    { line: 6, words: ['J1', '10.5'] },
    { line: 7, words: ['J 2', '11'] },
    { line: 9, words: ['J3', '12'] },
  ])
})

test('an empty text has no sections', () => {
  expect(inpSections('').size).toBe(0)
})
