import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'

/** PEM files of a certificate (with its chain) and its private key. */
export interface CertificateFiles {
  readonly cert: string
  readonly key: string
}

export interface Certificate {
  readonly cert: string
  readonly key: string
  readonly leaf: X509Certificate
}

/**
 * @throws Error naming the file when it cannot be read, is no PEM, has ended, or key and certificate are not of one pair
 */
export async function readCertificate(files: CertificateFiles, now = Date.now()): Promise<Certificate> {
  const [cert, key] = await Promise.all([readFile(files.cert, 'utf8'), readFile(files.key, 'utf8')])
  const leaf = parse(files.cert, () => new X509Certificate(cert))
  const pair = parse(files.key, () => createPrivateKey(key))
  if (!leaf.checkPrivateKey(pair)) throw new Error(`${files.key}: is not the key of ${files.cert}`)
  if (Date.parse(leaf.validTo) <= now) throw new Error(`${files.cert}: ended on ${leaf.validTo}`)
  return { cert, key, leaf }
}

function parse<T>(file: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new Error(`${file}: expected PEM`, { cause: error })
  }
}
