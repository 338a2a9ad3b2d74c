import { randomBytes, randomUUID } from 'node:crypto'
import { decode, sign, verify } from 'hono/jwt'

/** Life of an access token [s]: GOTRUE_JWT_EXP of docs/deploy-supabase.md. */
const TOKEN_LIFE = 900

export interface Factor {
  readonly id: string
  readonly secret: string
  readonly createdAt: string
  status: 'unverified' | 'verified'
}

export interface User {
  readonly id: string
  readonly email: string
  readonly createdAt: string
  password: string
  factors: Factor[]
}

export interface SignedIn {
  readonly id: string
  readonly user: User
  refreshToken: string
  /** how it was signed in, the newest first */
  methods: { readonly method: 'password' | 'totp'; readonly timestamp: number }[]
}

/** Users and their sessions, as GoTrue's tables hold them. */
export class People {
  readonly users = new Map<string, User>()
  readonly sessions = new Map<string, SignedIn>()
  readonly #secret: string

  /** @param secret  signs access tokens: JWT_SECRET */
  constructor(secret: string) {
    this.#secret = secret
  }

  add(email: string, password: string, id: string = randomUUID()): User {
    const user: User = { id, email, createdAt: new Date().toISOString(), password, factors: [] }
    this.users.set(id, user)
    return user
  }

  byEmail(email: string): User | undefined {
    return [...this.users.values()].find((user) => user.email === email.toLowerCase())
  }

  open(user: User): SignedIn {
    const session: SignedIn = { id: randomUUID(), user, refreshToken: newToken(), methods: [entry('password')] }
    this.sessions.set(session.id, session)
    return session
  }

  /** Another level of assurance has another refresh token: the old one must not give the new level. */
  raise(session: SignedIn): void {
    session.methods = [entry('totp'), ...session.methods]
    session.refreshToken = newToken()
  }

  lower(user: User): void {
    for (const session of this.#of(user)) session.methods = session.methods.filter(({ method }) => method !== 'totp')
  }

  /** Ends the sessions of somebody that `isLeft` does not spare. */
  end(user: User, isLeft: (session: SignedIn) => boolean = () => false): void {
    for (const session of this.#of(user)) if (!isLeft(session)) this.sessions.delete(session.id)
  }

  /** The body of a token answer. */
  async tokenOf(session: SignedIn): Promise<object> {
    const { user } = session
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      aud: 'authenticated',
      exp: now + TOKEN_LIFE,
      iat: now,
      sub: user.id,
      email: user.email,
      phone: '',
      app_metadata: { provider: 'email', providers: ['email'] },
      user_metadata: {},
      role: 'authenticated',
      aal: levelOf(session),
      amr: session.methods,
      session_id: session.id,
      is_anonymous: false,
    }
    return {
      access_token: await sign(claims, this.#secret),
      token_type: 'bearer',
      expires_in: TOKEN_LIFE,
      expires_at: claims.exp,
      refresh_token: session.refreshToken,
      user: userBody(user),
    }
  }

  /** The session id of a token: undefined = it does not verify. */
  async sessionIdOf(token: string): Promise<string | undefined> {
    try {
      await verify(token, this.#secret, 'HS256')
      return String(decode(token).payload.session_id)
    } catch {
      return undefined
    }
  }

  #of(user: User): SignedIn[] {
    return [...this.sessions.values()].filter((session) => session.user === user)
  }
}

export function levelOf({ methods }: SignedIn): 'aal1' | 'aal2' {
  return methods.some(({ method }) => method === 'totp') ? 'aal2' : 'aal1'
}

export function userBody({ id, email, createdAt, factors }: User): object {
  return {
    id,
    aud: 'authenticated',
    role: 'authenticated',
    email,
    email_confirmed_at: createdAt,
    phone: '',
    confirmed_at: createdAt,
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: {},
    ...(factors.length > 0 ? { factors: factors.map(factorBody) } : {}),
    identities: [],
    created_at: createdAt,
    updated_at: createdAt,
    is_anonymous: false,
  }
}

export function factorBody({ id, createdAt, status }: Factor): object {
  return {
    id,
    created_at: createdAt,
    updated_at: createdAt,
    status,
    factor_type: 'totp',
    phone: '',
    last_challenged_at: null,
  }
}

function newToken(): string {
  return randomBytes(9).toString('base64url')
}

function entry(method: 'password' | 'totp') {
  return { method, timestamp: Math.floor(Date.now() / 1000) }
}
