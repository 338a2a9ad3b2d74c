import type { FilePort } from '../../ports/files.ts'

/** [ms] a browser may take to begin a download; then its bytes are let go */
const KEPT = 60_000

/** Saves files as the browser saves downloads. */
export function createDownloads(): FilePort {
  return {
    save({ name, type, content }) {
      const url = URL.createObjectURL(new Blob(content, { type }))
      Object.assign(document.createElement('a'), { href: url, download: name }).click()
      setTimeout(() => URL.revokeObjectURL(url), KEPT)
    },
  }
}
