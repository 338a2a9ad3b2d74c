import { describe, expect, it } from 'vitest'
import { createSignInLimiter } from './sign-in-limiter.ts'

const MINUTE = 60_000

describe('the sign-in limiter', () => {
  it('makes an account wait after five wrong passwords, until the first is five minutes old', () => {
    let now = 0
    const limiter = createSignInLimiter(() => now)
    for (let count = 0; count < 5; count++) expect(limiter.attempt('a@x', '1.1.1.1')).toBe(0)
    expect(limiter.attempt('A@x ', '2.2.2.2')).toBe(300)
    expect(limiter.attempt('b@x', '1.1.1.1')).toBe(0)
    now = 5 * MINUTE
    expect(limiter.attempt('a@x', '1.1.1.1')).toBe(0)
  })

  it('makes an address wait after twenty, over all accounts', () => {
    const limiter = createSignInLimiter(() => 0)
    for (let count = 0; count < 20; count++) limiter.attempt(`${count}@x`, '1.1.1.1')
    expect(limiter.attempt('new@x', '1.1.1.1')).toBeGreaterThan(0)
    expect(limiter.attempt('new@x', '2.2.2.2')).toBe(0)
  })

  it('forgets the failures of an account that signs in, but not those of the address', () => {
    const limiter = createSignInLimiter(() => 0)
    for (let count = 0; count < 5; count++) limiter.attempt('a@x', '1.1.1.1')
    limiter.succeeded('a@x', '1.1.1.1')
    for (let count = 0; count < 16; count++) expect(limiter.attempt(`${count}@x`, '1.1.1.1')).toBe(0)
    expect(limiter.attempt('a@x', '1.1.1.1')).toBeGreaterThan(0)
    expect(limiter.attempt('a@x', '2.2.2.2')).toBe(0)
  })

  it('does not count an attempt that nobody could decide', () => {
    const limiter = createSignInLimiter(() => 0)
    for (let count = 0; count < 30; count++) {
      expect(limiter.attempt('a@x', '1.1.1.1')).toBe(0)
      limiter.undecided('a@x', '1.1.1.1')
    }
  })
})
