import { randomBytes } from 'node:crypto'

/** Replaced in every html answer, so that only our own style elements hold. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__'

export function createNonce(): string {
  return randomBytes(16).toString('base64')
}

/** Pages that need neither WebAssembly nor workers made of text: the ones that anybody opens. */
const PLAIN_PAGES: readonly string[] = ['/', '/public']

/**
 * The headers of every answer: cross-origin isolation (simulations share memory), a content policy without
 * `unsafe-eval`, and nothing sent to other sites.
 *
 * @param path        of the request; some pages get a stricter policy
 * @param backendUrl  origin of a hosted Supabase that the page talks to; "" when embedded
 */
export function securityHeaders(path: string, nonce: string, backendUrl: string): Record<string, string> {
  const hosted = backendUrl === '' ? [] : [backendUrl, backendUrl.replace(/^http/, 'ws')]
  const isPlain = PLAIN_PAGES.includes(path)
  const policy = [
    "default-src 'self'",
    isPlain ? "script-src 'self'" : "script-src 'self' 'wasm-unsafe-eval'",
    isPlain ? "worker-src 'self'" : "worker-src 'self' blob:",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    ["connect-src 'self'", ...hosted].join(' '),
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  }
}
