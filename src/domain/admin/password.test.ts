import { expect, it } from 'vitest'
import { passwordFault } from './password.ts'

const EMAIL = 'lihua@city.example'

it.each([
  ['Kan7-Quan9', null],
  ['管线安全Ab12345', null],
  ['Ab1-2345', 'short'],
  ['abcdefgh1234', 'simple'],
  ['ABCDEFGH1234', 'simple'],
  ['Lihua-2026-x', 'own-name'],
  [`Aa1-${'x'.repeat(68)}`, null],
  [`Aa1-${'x'.repeat(69)}`, 'long'],
  // 25 characters of 3 bytes
  [`Aa1${'管'.repeat(24)}`, 'long'],
])('of %s says %s', (password, fault) => {
  expect(passwordFault(password, EMAIL)).toBe(fault)
})
