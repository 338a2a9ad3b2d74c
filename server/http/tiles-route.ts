import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { type Bindings, bearerOf, type Progress } from './backend.ts'
import { fileResponse, findFile } from './file-response.ts'
import { GRANT_LIFE, grantCookieName, openGrant, STAFF_ROLES, sealGrant } from './grants.ts'

/** What of a build may be had with a grant: never rows, report or documents. */
const INTERNAL = /^(city\.json$|flat\.bin$|tiles\/|network\/|flood\/|leak\/)/

/** Documents come from outside: whatever they are, they run nothing and send nothing. */
const DOCUMENT_POLICY =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export interface TileFolders {
  readonly city: string
  /** `<data>/<city>/build` */
  readonly buildDirectory: string
  /** `public/tiles/<city>` */
  readonly publicDirectory: string
  readonly grantSecret: string
  /** the page comes by https, so cookies go by https alone */
  readonly isSecure: boolean
  readonly progress: () => Progress
  readonly now: () => number
}

/**
 * `/tiles/<city>/…`: public tiles to all, internal ones by grant; `/documents/<id>` to whom SQL lets read its row. Tiles are
 * kept by browsers but asked again each time (304 while the build stands): an address outlives a build, a grant does not
 * outlive its five minutes.
 */
export function tilesRoute(folders: TileFolders): Hono<Bindings> {
  const { city, buildDirectory, publicDirectory, grantSecret, isSecure, progress, now } = folders
  const route = new Hono<Bindings>()
  const grantOf = (cookie: string | undefined) => openGrant(cookie, city, grantSecret, now())

  /** 403, and the audit is told. */
  function deny(context: Context<Bindings>, object: string, person: string | null, error: string): Response {
    const current = progress()
    if (current.state === 'ready') current.backend.journal.denied(object, person, context.get('address'))
    return context.json({ error }, 403)
  }

  route.post(`/tiles/${city}/grant`, async (context) => {
    const current = progress()
    if (current.state !== 'ready') return context.json(current, 503)
    const { access } = current.backend
    const token = bearerOf(context.req.header('Authorization')) ?? ''
    const identity = await access.identify(token)
    if (!identity) return context.json({ error: 'sign in first' }, 401)
    const role = STAFF_ROLES.find((known) => known === identity.role)
    if (!role) return deny(context, `tiles/${city}`, identity.subject, 'this role may not see internal data')
    const scope = identity.tiles === 'open' ? 'city' : 'documents'
    if (scope === 'city') await access.noteTiles(token)
    const expiresAt = now() + GRANT_LIFE
    setCookie(
      context,
      grantCookieName(city),
      sealGrant({ city, subject: identity.subject, role, scope, expiresAt }, grantSecret),
      { path: '/', httpOnly: true, secure: isSecure, sameSite: 'Strict', maxAge: GRANT_LIFE / 1000 },
    )
    return context.json({ expiresAt, tiles: identity.tiles })
  })

  // Signing out on a shared machine: the next person must not find the door open for five minutes.
  route.delete(`/tiles/${city}/grant`, (context) => {
    deleteCookie(context, grantCookieName(city), { path: '/', httpOnly: true, secure: isSecure, sameSite: 'Strict' })
    return context.body(null, 204)
  })

  route.get(`/tiles/${city}/internal/*`, async (context) => {
    const grant = grantOf(getCookie(context, grantCookieName(city)))
    if (!grant) return deny(context, `tiles/${city}`, null, 'no valid grant')
    // Who sees only a part of the city has a grant for documents alone.
    if (grant.scope !== 'city') return deny(context, `tiles/${city}`, grant.subject, 'tiles are of the whole city')
    const address = context.req.path.slice(`/tiles/${city}/internal/`.length)
    const file = INTERNAL.test(address) ? await findFile(buildDirectory, address) : null
    return file ? fileResponse(file, 'private, no-cache', context.req.raw) : context.notFound()
  })

  route.get(`/tiles/${city}/public/*`, async (context) => {
    const file = await findFile(publicDirectory, context.req.path.slice(`/tiles/${city}/public/`.length))
    if (file) return fileResponse(file, 'public, no-cache', context.req.raw)
    // the city may still be being built: what is missing now is asked for again
    const current = progress()
    return current.state === 'starting' ? context.json(current, 503) : context.notFound()
  })

  route.get('/documents/:id', async (context) => {
    const grant = grantOf(getCookie(context, grantCookieName(city)))
    const object = `document/${context.req.param('id')}`
    if (!grant) return deny(context, object, null, 'no valid grant')
    const current = progress()
    if (current.state !== 'ready') return context.json(current, 503)
    const name = await current.backend.access.documentFile(grant.subject, context.req.param('id'))
    // The same answer for one that is not there and one that is not theirs.
    if (name === null) return deny(context, object, grant.subject, 'no such document for this role')
    const file = await findFile(`${buildDirectory}/documents`, name.split('/').map(encodeURIComponent).join('/'))
    if (!file) return context.notFound()
    const answer = await fileResponse(file, 'private, no-store', context.req.raw)
    answer.headers.set('Content-Security-Policy', DOCUMENT_POLICY)
    return answer
  })

  return route
}
