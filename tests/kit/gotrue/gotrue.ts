import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { type Factor, factorBody, levelOf, People, type SignedIn, type User, userBody } from './people.ts'
import { qrLikePicture } from './picture.ts'
import { newTotpSecret, STEP, totpCode } from './totp.ts'

const VERSION_HEADER = 'X-Supabase-Api-Version'
/** From here on refusals are told as `{ code, message }`. */
const NAMED_REFUSALS = '2024-01-01'

/** What a test sets: how the service is configured, and what its neighbours hear of it. */
export interface GoTrueOptions {
  /** JWT_SECRET */
  readonly secret: string
  readonly serviceKey: string
  /** auth.users is told of whoever is made, and of whoever is deleted (null) */
  readonly onUser: (id: string, email: string | null) => Promise<void>
}

export interface GoTrue {
  readonly people: People
  /** what follows /auth/v1 */
  readonly app: Hono
  /** changed by tests while it runs */
  readonly settings: {
    /** GOTRUE_PASSWORD_MIN_LENGTH and _REQUIRED_CHARACTERS: whether it takes a password */
    isStrong: (password: string) => boolean
    /** GOTRUE_MFA_TOTP_ENROLL_ENABLED */
    mayEnroll: boolean
    /** codes that may still be tried: the limiter of /verify */
    codesLeft: number
  }
}

class Refusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const credentials = z.object({ email: z.string(), password: z.string() })
const newUser = z.object({ email: z.string(), password: z.string().optional(), email_confirm: z.boolean().optional() })
const newPassword = z.object({ password: z.string() })

/**
 * The part of Supabase's GoTrue that supabase-js and `server/accounts` use, written from its documentation and from what its
 * source answers (August 2026): levels of assurance, sessions that end, factors with real codes, refusals by name. It
 * keeps everything in memory, signs without `iss`, and its picture of a key is no QR code.
 */
export function createGoTrue({ secret, serviceKey, onUser }: GoTrueOptions): GoTrue {
  const people = new People(secret)
  const settings: GoTrue['settings'] = { isStrong: () => true, mayEnroll: true, codesLeft: 30 }
  const challenges = new Map<string, { readonly factor: Factor }>()
  const app = new Hono()

  app.onError((error, context) => {
    if (!(error instanceof Refusal)) throw error
    const { status, code, message } = error
    const isNamed = (context.req.header(VERSION_HEADER) ?? '') >= NAMED_REFUSALS
    const headers = { 'x-sb-error-code': code, ...(isNamed ? { [VERSION_HEADER]: NAMED_REFUSALS } : {}) }
    const body = isNamed ? { code, message } : { code: status, error_code: code, msg: message }
    return Response.json(body, { status, headers })
  })

  /** requireAuthentication */
  async function signedIn(context: Context): Promise<SignedIn> {
    const id = await people.sessionIdOf(bearerOf(context))
    if (id === undefined) throw new Refusal(403, 'bad_jwt', 'invalid JWT: unable to parse or verify signature')
    const session = people.sessions.get(id)
    if (!session) throw new Refusal(403, 'session_not_found', 'Session from session_id claim in JWT does not exist')
    return session
  }
  /** requireAdminCredentials */
  async function administered(context: Context): Promise<void> {
    if (bearerOf(context) === serviceKey) return
    const isSomebody = (await people.sessionIdOf(bearerOf(context))) !== undefined
    throw isSomebody
      ? new Refusal(403, 'not_admin', 'User not allowed')
      : new Refusal(403, 'bad_jwt', 'invalid JWT: unable to parse or verify signature')
  }
  function ownFactor({ user }: { readonly user: User }, id: string | undefined): Factor {
    const factor = user.factors.find((it) => it.id === id)
    if (!factor) throw new Refusal(404, 'mfa_factor_not_found', 'Factor not found')
    return factor
  }
  function checkStrength(password: string): void {
    if (!settings.isStrong(password)) throw new Refusal(422, 'weak_password', 'Password should be stronger')
  }

  app.post('/token', async (context) => {
    const body: unknown = await context.req.json()
    if (context.req.query('grant_type') === 'refresh_token') {
      const { refresh_token } = z.object({ refresh_token: z.string() }).parse(body)
      const session = [...people.sessions.values()].find(({ refreshToken }) => refreshToken === refresh_token)
      if (!session) throw new Refusal(400, 'refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found')
      return context.json(await people.tokenOf(session))
    }
    const { email, password } = credentials.parse(body)
    const user = people.byEmail(email)
    if (user?.password !== password) throw new Refusal(400, 'invalid_credentials', 'Invalid login credentials')
    return context.json(await people.tokenOf(people.open(user)))
  })
  app.post('/logout', async (context) => {
    const session = await signedIn(context)
    const scope = context.req.query('scope') ?? 'global'
    const isLeft = { local: (it: SignedIn) => it !== session, others: (it: SignedIn) => it === session }
    people.end(session.user, isLeft[scope as keyof typeof isLeft])
    return context.body(null, 204)
  })
  app.get('/user', async (context) => context.json(userBody((await signedIn(context)).user)))
  app.put('/user', async (context) => {
    const session = await signedIn(context)
    const { user } = session
    const { password } = newPassword.parse(await context.req.json())
    if (user.factors.some(isVerified) && levelOf(session) !== 'aal2')
      throw new Refusal(401, 'insufficient_aal', 'AAL2 session is required to update email or password')
    checkStrength(password)
    if (user.password === password)
      throw new Refusal(422, 'same_password', 'New password should be different from the old password.')
    user.password = password
    people.end(user, (it) => it === session)
    return context.json(userBody(user))
  })

  app.post('/factors', async (context) => {
    const session = await signedIn(context)
    const { user } = session
    const { issuer = 'localhost', friendly_name = '' } = z
      .object({ factor_type: z.literal('totp'), issuer: z.string().optional(), friendly_name: z.string().optional() })
      .parse(await context.req.json())
    if (!settings.mayEnroll) throw new Refusal(422, 'mfa_totp_enroll_not_enabled', 'MFA enroll is disabled for TOTP')
    // ours have no names, and two that have none are called the same, also while they are not verified
    if (user.factors.length > 0)
      throw new Refusal(422, 'mfa_factor_name_conflict', `A factor with the friendly name "" already exists`)
    const factor: Factor = {
      id: randomUUID(),
      secret: newTotpSecret(),
      createdAt: new Date().toISOString(),
      status: 'unverified',
    }
    user.factors.push(factor)
    const name = encodeURIComponent(`${issuer}:${user.email}`)
    const uri = `otpauth://totp/${name}?algorithm=SHA1&digits=6&issuer=${encodeURIComponent(issuer)}&period=30&secret=${factor.secret}`
    return context.json({
      id: factor.id,
      type: 'totp',
      friendly_name,
      totp: { qr_code: qrLikePicture(uri), secret: factor.secret, uri },
    })
  })
  app.post('/factors/:id/challenge', async (context) => {
    const factor = ownFactor(await signedIn(context), context.req.param('id'))
    const id = randomUUID()
    challenges.set(id, { factor })
    return context.json({ id, type: 'totp', expires_at: Math.floor(Date.now() / 1000) + 300 })
  })
  app.post('/factors/:id/verify', async (context) => {
    const session = await signedIn(context)
    const factor = ownFactor(session, context.req.param('id'))
    if (settings.codesLeft-- <= 0) throw new Refusal(429, 'over_request_rate_limit', 'Request rate limit reached')
    const { challenge_id, code } = z
      .object({ challenge_id: z.string(), code: z.string() })
      .parse(await context.req.json())
    if (challenges.get(challenge_id)?.factor !== factor)
      throw new Refusal(422, 'mfa_factor_not_found', 'MFA factor with the provided challenge ID not found')
    const isRight = [-1, 0, 1].some((step) => totpCode(factor.secret, Date.now() + step * STEP * 1000) === code)
    if (!isRight) throw new Refusal(422, 'mfa_verification_failed', 'Invalid TOTP code entered')
    challenges.delete(challenge_id)
    factor.status = 'verified'
    people.raise(session)
    people.end(session.user, (it) => levelOf(it) === 'aal2')
    session.user.factors = session.user.factors.filter(isVerified)
    return context.json(await people.tokenOf(session))
  })
  app.delete('/factors/:id', async (context) => {
    const session = await signedIn(context)
    const factor = ownFactor(session, context.req.param('id'))
    if (isVerified(factor) && levelOf(session) !== 'aal2')
      throw new Refusal(422, 'insufficient_aal', 'AAL2 required to unenroll verified factor')
    removeFactor(session.user, factor)
    return context.json({ id: factor.id })
  })

  app.use('/admin/*', async (context, next) => {
    await administered(context)
    await next()
  })
  app.get('/admin/users', (context) =>
    context.json({ users: [...people.users.values()].map(userBody), aud: 'authenticated' }),
  )
  app.post('/admin/users', async (context) => {
    const { email, password = randomUUID() } = newUser.parse(await context.req.json())
    const address = email.toLowerCase()
    if (people.byEmail(address))
      throw new Refusal(422, 'email_exists', 'A user with this email address has already been registered')
    const user = people.add(address, password)
    await onUser(user.id, address)
    return context.json(userBody(user))
  })
  const known = (context: Context): User => {
    const user = people.users.get(context.req.param('user') ?? '')
    if (!user) throw new Refusal(404, 'user_not_found', 'User not found')
    return user
  }
  app.put('/admin/users/:user', async (context) => {
    const user = known(context)
    const { password } = newPassword.parse(await context.req.json())
    checkStrength(password)
    user.password = password
    people.end(user)
    return context.json(userBody(user))
  })
  app.delete('/admin/users/:user', async (context) => {
    const user = known(context)
    people.end(user)
    people.users.delete(user.id)
    await onUser(user.id, null)
    return context.json({})
  })
  app.get('/admin/users/:user/factors', (context) => context.json(known(context).factors.map(factorBody)))
  app.delete('/admin/users/:user/factors/:id', (context) => {
    const user = known(context)
    const factor = ownFactor({ user }, context.req.param('id'))
    removeFactor(user, factor)
    return context.json(factorBody(factor))
  })

  function removeFactor(user: User, factor: Factor): void {
    user.factors = user.factors.filter((it) => it !== factor)
    people.lower(user)
  }

  return { people, app, settings }
}

function isVerified({ status }: Factor): boolean {
  return status === 'verified'
}

function bearerOf(context: Context): string {
  return /^Bearer (\S+)$/.exec(context.req.header('Authorization') ?? '')?.[1] ?? ''
}
