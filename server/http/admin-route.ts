import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { invitationSchema } from '../../src/domain/admin/account.ts'
import { passwordFault } from '../../src/domain/admin/password.ts'
import { AccountRefusal, type Accounts, type Person } from '../accounts/accounts.ts'
import { oneTimePassword } from '../accounts/one-time-password.ts'
import type { Journal } from '../audit/journal.ts'
import type { SignInLimiter } from '../auth/sign-in-limiter.ts'
import { type Bindings, bearerOf, type Progress } from './backend.ts'

interface Asked {
  readonly person: Person
  readonly accounts: Accounts
  readonly journal: Journal
}

const MOST_BYTES = 16 * 1024
const changeSchema = z.object({ current: z.string().min(1).max(200), next: z.string().max(200) })

/**
 * `/admin/v1`: accounts that an administrator makes (`POST users`, answered with a one-time password that is kept
 * nowhere), their passwords (`POST users/<id>/password`), a second factor that was lost (`POST users/<id>/second-factor`,
 * answered with a one-time password too), and everybody's own password (`POST my-password`). Else, with a reason: 401 no
 * valid token, 403 no administrator, 409, 429 too many wrong passwords, 501 the server has no service key or its accounts
 * no second factor, 502 Supabase is away or refuses our key.
 */
export function adminRoute(parts: {
  readonly progress: () => Progress
  readonly limiter: SignInLimiter
}): Hono<Bindings> {
  const { progress, limiter } = parts
  const route = new Hono<Bindings>()
  route.use('/admin/v1/*', bodyLimit({ maxSize: MOST_BYTES }), async (context, next) => {
    await next()
    context.header('Cache-Control', 'no-store')
  })

  /** Who asks and what makes accounts, or the answer that says why not. */
  async function open(context: Context<Bindings>): Promise<Asked | Response> {
    const current = progress()
    if (current.state !== 'ready') return context.json(current, 503)
    const token = bearerOf(context.req.header('Authorization')) ?? ''
    const identity = await current.backend.access.identify(token)
    if (!identity) return context.json({ reason: 'signed-out' }, 401)
    const { accounts, journal } = current.backend
    return accounts
      ? { person: { subject: identity.subject, token }, accounts, journal }
      : context.json({ reason: 'no-service-key' }, 501)
  }

  route.post('/admin/v1/users', async (context) => {
    const asked = await open(context)
    if (asked instanceof Response) return asked
    const invitation = invitationSchema.safeParse(await bodyOf(context))
    if (!invitation.success) return context.json({ reason: 'invalid', field: fieldOf(invitation.error) }, 400)
    const password = oneTimePassword()
    return answer(context, asked, async () => ({
      id: await asked.accounts.invite(asked.person, invitation.data, password),
      password,
    }))
  })

  /** Answers a one-time password of somebody once it holds. */
  const givePassword = (
    path: string,
    give: (accounts: Accounts, admin: Person, person: string, password: string) => Promise<void>,
  ) =>
    route.post(`/admin/v1/users/:id/${path}`, async (context) => {
      const asked = await open(context)
      if (asked instanceof Response) return asked
      const id = z.uuid().safeParse(context.req.param('id'))
      if (!id.success) return context.json({ reason: 'unknown-person' }, 404)
      const password = oneTimePassword()
      return answer(context, asked, async () => {
        await give(asked.accounts, asked.person, id.data, password)
        return { id: id.data, password }
      })
    })
  givePassword('password', (accounts, ...reset) => accounts.reset(...reset))
  givePassword('second-factor', (accounts, ...reset) => accounts.resetSecondFactor(...reset))

  route.post('/admin/v1/my-password', async (context) => {
    const asked = await open(context)
    if (asked instanceof Response) return asked
    const change = changeSchema.safeParse(await bodyOf(context))
    if (!change.success) return context.json({ reason: 'invalid' }, 400)
    const { current, next } = change.data
    const address = context.get('address')
    return answer(context, asked, async () => {
      const email = await asked.accounts.emailOf(asked.person)
      const fault = passwordFault(next, email)
      if (fault) throw new AccountRefusal(400, fault)
      if (next === current) throw new AccountRefusal(400, 'same')
      if (limiter.attempt(email, address) > 0) {
        asked.journal.failedSignIn('locked-out', email, address)
        throw new AccountRefusal(429, 'too-many')
      }
      await asked.accounts.change(asked.person, current, next).catch((error: unknown) => {
        if (error instanceof AccountRefusal && error.reason === 'wrong-password')
          asked.journal.failedSignIn('sign-in-failed', email, address)
        // it was right, or nobody could say
        else limiter.undecided(email, address)
        throw error
      })
      limiter.succeeded(email, address)
      return { changed: true }
    })
  })

  return route
}

async function answer(
  context: Context<Bindings>,
  { person, journal }: Asked,
  work: () => Promise<object>,
): Promise<Response> {
  try {
    return context.json(await work())
  } catch (error) {
    if (!(error instanceof AccountRefusal)) throw error
    // the path, but not whom it names
    if (error.status === 403) journal.denied(`route${context.req.routePath}`, person.subject, context.get('address'))
    return Response.json({ reason: error.reason }, { status: error.status })
  }
}

async function bodyOf(context: Context<Bindings>): Promise<unknown> {
  return await context.req.json().catch(() => null)
}

function fieldOf(error: z.ZodError): string {
  return String(error.issues[0]?.path[0] ?? '')
}
