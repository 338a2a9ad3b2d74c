import type { SupabaseClient } from '@supabase/supabase-js'
import { z } from 'zod'
import type { Localized } from '../../../domain/localized.ts'
import { fail, type Result, succeed } from '../../../domain/result.ts'
import { failureOf } from './failure.ts'

const refusalSchema = z.object({ reason: z.string() })

/** Reasons that SQL (before the colon of its message) and the server's `/admin/v1` give. */
const REASONS: Readonly<Record<string, Localized>> = {
  'last-admin': {
    zh: '必须至少保留一位能够登录的管理员。请先让另一位管理员登录并设好密码。',
    en: 'At least one administrator who can sign in must remain. Let another one sign in and choose a password first.',
  },
  'email-taken': { zh: '此邮箱已有账户。', en: 'This e-mail address has an account already.' },
  'own-password': {
    zh: '不能重置自己的密码。请在右上角的个人菜单中修改。',
    en: 'Your own password cannot be reset. Change it in the menu of your name, top right.',
  },
  'unknown-person': { zh: '没有这个账户，或尚未给它角色。', en: 'There is no such account, or it has no role yet.' },
  'unknown-organisation': { zh: '没有这个组织机构。', en: 'There is no such organisation.' },
  'unknown-district': { zh: '没有这个区域，请重新选择。', en: 'There is no such district, choose again.' },
  'credit-code': { zh: '统一社会信用代码不正确。', en: 'The credit code is not right.' },
  'no-service-key': {
    zh: '服务器没有此 Supabase 的服务密钥（SUPABASE_SERVICE_KEY），不能创建账户或重置密码。请联系运维人员。',
    en: 'The server has no service key of this Supabase (SUPABASE_SERVICE_KEY), so it cannot make accounts or give passwords. Ask whoever runs it.',
  },
  'no-second-factor': {
    zh: '本服务器自己管理账户，没有第二因素可重置。',
    en: 'This server keeps its accounts itself: there is no second factor to reset.',
  },
  'own-second-factor': {
    zh: '不能重置自己的第二因素。请由另一位管理员重置。',
    en: 'Your own second factor cannot be reset. Let another administrator do it.',
  },
  'needs-second-factor': {
    zh: '修改密码之前须先验证第二因素。请退出登录，再登录并输入动态口令。',
    en: 'A password is changed only after the second factor. Sign out, sign in again and give the code.',
  },
  'sign-in-again': {
    zh: '登录时间过长，修改密码之前须重新登录。',
    en: 'You signed in too long ago. Sign out and in again, then change the password.',
  },
  'weak-password': {
    zh: 'Supabase 的密码规则不接受此密码。请换一个更复杂的；若是一次性密码，请运维人员放宽其必含字符（GOTRUE_PASSWORD_REQUIRED_CHARACTERS）。',
    en: 'The password rule of Supabase does not take this password. Choose a more complex one; for one-time passwords let whoever runs it relax GOTRUE_PASSWORD_REQUIRED_CHARACTERS.',
  },
  'accounts-away': {
    zh: '账户服务（Supabase）没有回应，操作可能没有完成。请稍候重试。',
    en: 'The account service (Supabase) did not answer, so this may not be done. Try again in a moment.',
  },
  'wrong-service-key': {
    zh: 'Supabase 不接受服务器的服务密钥（SUPABASE_SERVICE_KEY），操作没有完成。请联系运维人员。',
    en: 'Supabase does not take the service key of the server (SUPABASE_SERVICE_KEY), so this is not done. Ask whoever runs it.',
  },
  'wrong-password': { zh: '当前密码不对。', en: 'The current password is wrong.' },
  'too-many': { zh: '尝试次数过多，请五分钟后再试。', en: 'Too many attempts. Try again in five minutes.' },
  same: { zh: '新密码与当前密码相同。', en: 'The new password is the same as the current one.' },
}

/** POST /admin/v1/<path> of the server that gave out the page, as whoever is signed in. */
export async function postToServer(
  client: SupabaseClient,
  fetcher: typeof fetch,
  path: string,
  body: object,
): Promise<Result<unknown>> {
  const { data } = await client.auth.getSession()
  if (!data.session) return fail('signed-out', `${path}: nobody is signed in`)
  try {
    const response = await fetcher(`/admin/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${data.session.access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const said: unknown = await response.json().catch(() => null)
    if (response.ok) return succeed(said)
    const { reason = '' } = refusalSchema.safeParse(said).data ?? {}
    return withReason(failureOf({ status: response.status, code: '', message: `${reason}: ${path}` }))
  } catch (error) {
    return fail('offline', `${path}: ${String(error)}`)
  }
}

/** GET of the server that gave out the page, as whoever is signed in; 503 with a body tells of a fault, and is an answer. */
export async function askServer(client: SupabaseClient, fetcher: typeof fetch, path: string): Promise<Result<unknown>> {
  const { data } = await client.auth.getSession()
  if (!data.session) return fail('signed-out', `${path}: nobody is signed in`)
  try {
    const headers = { authorization: `Bearer ${data.session.access_token}` }
    const response = await fetcher(path, { headers, cache: 'no-store' })
    const said: unknown = await response.json().catch(() => null)
    return response.ok || (response.status === 503 && said !== null)
      ? succeed(said)
      : failureOf({ status: response.status, code: '', message: path })
  } catch (error) {
    return fail('offline', `${path}: ${String(error)}`)
  }
}

/** A refusal that names its reason is told in words of ours. */
export function withReason(result: Result<unknown>): Result<unknown> {
  if (result.ok) return result
  const { detail } = result.failure
  const [, reason = ''] = /(?:^| )([a-z]+(?:-[a-z]+)*): /.exec(detail) ?? []
  const message = REASONS[reason]
  return message ? fail('refused', detail, message) : result
}
