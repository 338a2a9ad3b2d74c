import type { AuthError, SupabaseClient } from '@supabase/supabase-js'
import type { Localized } from '../../../domain/localized.ts'
import { type FailureKind, fail, type Result, succeed } from '../../../domain/result.ts'
import type { SecondFactor } from '../../../ports/records.ts'
import { failureOf } from './failure.ts'

type Auth = SupabaseClient['auth']

/** What the authenticator shows beside the address. */
const ISSUER = 'Lifeline Twin'
const WRONG_CODE = 'mfa_verification_failed'

const NOT_OFFERED: Localized = {
  zh: '身份服务没有开通动态口令（TOTP），无法完成第二因素验证。请联系运维人员。',
  en: 'The account service does not offer one-time codes (TOTP), so the second factor cannot be given. Ask whoever runs it.',
}
const OTHER_FACTOR: Localized = {
  zh: '账户已登记了别的第二因素，本页面无法验证。请管理员重置第二因素。',
  en: 'This account has a second factor of another kind, which this page cannot check. Let an administrator reset it.',
}
const TIMED_OUT: Localized = {
  zh: '本次验证已超时，请再输入一次当前的动态口令。',
  en: 'This took too long. Type the code that is shown now.',
}

/** Refusals of GoTrue by name. */
const REFUSALS: Readonly<Record<string, readonly [kind: FailureKind, message: Localized]>> = {
  [WRONG_CODE]: [
    'refused',
    {
      zh: '动态口令不对。请输入验证器当前显示的六位数字，并确认手机时间准确。',
      en: 'The code is wrong. Type the six digits that the authenticator shows now, and check the clock of the phone.',
    },
  ],
  mfa_challenge_expired: ['refused', TIMED_OUT],
  mfa_ip_address_mismatch: ['refused', TIMED_OUT],
  mfa_factor_not_found: [
    'not-found',
    {
      zh: '这个二维码或绑定已经失效，请重新获取。',
      en: 'This QR code or device does not hold any more. Begin again.',
    },
  ],
  mfa_totp_enroll_not_enabled: ['refused', NOT_OFFERED],
  mfa_totp_verify_not_enabled: ['refused', NOT_OFFERED],
  insufficient_aal: ['refused', OTHER_FACTOR],
  mfa_factor_name_conflict: ['refused', OTHER_FACTOR],
  too_many_enrolled_mfa_factors: [
    'refused',
    {
      zh: '此账户登记的第二因素过多。请管理员重置第二因素。',
      en: 'This account has too many second factors. Let an administrator reset them.',
    },
  ],
  mfa_verification_rejected: [
    'refused',
    {
      zh: '身份服务拒绝了这次验证，并结束了您的全部登录。请重新登录。',
      en: 'The account service rejected this and ended all your sessions. Sign in again.',
    },
  ],
  over_request_rate_limit: [
    'refused',
    { zh: '尝试次数过多，请五分钟后再试。', en: 'Too many attempts. Try again in five minutes.' },
  ],
}

/** How whoever is signed in gives the second factor: by what is bound already, else by binding a new device. */
export async function secondFactor(auth: Auth): Promise<Result<SecondFactor>> {
  const listed = await auth.mfa.listFactors()
  if (listed.error) return factorFailure(listed.error)
  const bound = listed.data.totp.map(({ id }) => id)
  if (bound.length > 0) return succeed({ kind: 'code', factors: bound })
  // what was begun and never ended has a key that nobody shows again, and stands in the way of another
  for (const { id, status } of listed.data.all) if (status === 'unverified') await auth.mfa.unenroll({ factorId: id })
  const begun = await auth.mfa.enroll({ factorType: 'totp', issuer: ISSUER })
  if (begun.error) return factorFailure(begun.error)
  const { id, totp } = begun.data
  return succeed({ kind: 'bind', factors: [id], picture: totp.qr_code, secret: totp.secret })
}

/** Of several devices that are bound the code may be of any. */
export async function giveCode(auth: Auth, factors: readonly string[], code: string): Promise<Result<null>> {
  let refused: Result<never> = fail('not-found', 'giveCode: no factor was asked for')
  for (const factorId of factors) {
    const { error } = await auth.mfa.challengeAndVerify({ factorId, code })
    if (!error) return succeed(null)
    refused = factorFailure(error)
    if (error.code !== WRONG_CODE) break
  }
  return refused
}

function factorFailure(error: AuthError): Result<never> {
  const { status = 0, code = '', name, message } = error
  const detail = `second factor: HTTP ${status} ${code} ${message}`
  const [kind, words] = REFUSALS[code] ?? []
  if (kind && words) return fail(kind, detail, words)
  if (name === 'AuthSessionMissingError') return fail('signed-out', detail)
  // a backend without the interface: the embedded one
  if (status === 404) return fail('refused', detail, NOT_OFFERED)
  return failureOf({ status, code, message })
}
