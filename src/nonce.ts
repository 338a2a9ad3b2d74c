import { z } from 'zod'

/**
 * First import of every page. Libraries add <style> elements while running, and the content security policy lets in
 * only those with the page's nonce; zod would try `Function('')`, which the policy forbids, to see whether it may.
 */
const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce
const createElement = document.createElement

if (nonce) {
  document.createElement = function create(this: Document, ...args: [tag: string, options?: ElementCreationOptions]) {
    const element = createElement.apply(this, args)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  } as typeof document.createElement
}
z.config({ jitless: true })
