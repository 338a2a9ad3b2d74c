import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { CertificateFiles } from '../../server/http/certificate.ts'

/** A self-signed certificate of a day for `names` (such as DNS:twin.test or IP:127.0.0.1), made by OpenSSL. */
export function makeCertificate(folder: string, name: string, names: string): CertificateFiles {
  const files = { cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) }
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1']
  const subject = ['-subj', '/CN=twin.test', '-addext', `subjectAltName=${names}`]
  execFileSync('openssl', [...request, ...subject, '-keyout', files.key, '-out', files.cert], { stdio: 'pipe' })
  return files
}
