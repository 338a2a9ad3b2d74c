import { expect, it } from 'vitest'
import { totpCode } from './totp.ts'

it('shows the codes of RFC 6238', () => {
  // appendix B: the key "12345678901234567890" and SHA-1; the last six of its eight digits
  const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  const at = { 59: '287082', 1111111109: '081804', 1111111111: '050471', 1234567890: '005924', 2000000000: '279037' }
  for (const [seconds, code] of Object.entries(at)) expect(totpCode(key, Number(seconds) * 1000)).toBe(code)
})
