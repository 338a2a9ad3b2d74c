import type { X509Certificate } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { BlockList, isIP } from 'node:net'

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']
const EVERYWHERE = ['0.0.0.0', '::']

/** What of a request tells where it came from. */
interface Asked {
  readonly socket: { readonly remoteAddress?: string | undefined }
  readonly headers: IncomingHttpHeaders
}

/** How the server is asked for. */
export interface ReachOptions {
  /** address that it listens on */
  readonly host: string
  /** names under which it is asked for beside those of the certificate */
  readonly names: readonly string[]
  /** addresses or networks (CIDR) whose X-Forwarded-For is believed */
  readonly proxies: readonly string[]
  /** of the server's own TLS, as it is now; null without */
  readonly certificate: () => X509Certificate | null
}

/** Who reaches this server, and under which names. */
export interface Reach {
  /** beyond this machine: by its own address or through a proxy */
  readonly isExposed: boolean
  /** pages come by https, whoever ends it */
  readonly isSecure: boolean
  /** whether a `Host` header is one of ours; another one means that a foreign page points its own name at us */
  knows(host: string | undefined): boolean
  /** whether this peer may connect at all: without TLS of our own only this machine and the proxies */
  mayConnect(peer: string | undefined): boolean
  /** a trusted proxy says that the browser did not come by https */
  isProxiedPlain(request: Asked): boolean
  /** the address of who asks; entries of X-Forwarded-For that no trusted proxy wrote do not count */
  addressOf(request: Asked): string
}

/**
 * @throws Error when the server would be reached from other machines without encryption, or under no name
 */
export function createReach({ host, names, proxies, certificate }: ReachOptions): Reach {
  const isLocal = LOOPBACK.includes(host)
  const hasTls = certificate() !== null
  if (!isLocal && !hasTls && proxies.length === 0)
    throw new Error(
      `--host ${host}: other machines may reach this server only by TLS: give --tls-cert and --tls-key, or --behind-proxy with the addresses of the proxy that ends TLS`,
    )
  if (proxies.length > 0 && names.length === 0)
    throw new Error('--behind-proxy: give --name with the host name that browsers ask the proxy for')
  const trusted = blockListOf(proxies)
  const own = new Set([...LOOPBACK, ...names.map((name) => name.toLowerCase())])
  if (!EVERYWHERE.includes(host)) own.add(host)

  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return {
    isExposed: !isLocal || proxies.length > 0,
    isSecure: hasTls || proxies.length > 0,
    knows(header) {
      const name = hostNameOf(header ?? '')
      if (name === null) return false
      if (own.has(name)) return true
      const leaf = certificate()
      return leaf !== null && (isIP(name) ? leaf.checkIP(name) : leaf.checkHost(name)) !== undefined
    },
    mayConnect(peer) {
      const address = plain(peer ?? '')
      return hasTls || isLoopback(address) || (isIP(address) !== 0 && isTrusted(address))
    },
    isProxiedPlain(request) {
      const peer = plain(request.socket.remoteAddress ?? '')
      return isIP(peer) !== 0 && isTrusted(peer) && request.headers['x-forwarded-proto'] === 'http'
    },
    addressOf(request) {
      const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',')
      let address = plain(request.socket.remoteAddress ?? '')
      while (isIP(address) !== 0 && isTrusted(address)) {
        const next = plain(forwarded.pop()?.trim() ?? '')
        if (isIP(next) === 0) break
        address = next
      }
      return address
    },
  }
}

export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}

/** An IPv4 address that came by an IPv6 socket, as IPv4. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

/** Of `name:port`, lower case and without brackets; null when it is none. */
function hostNameOf(header: string): string | null {
  if (!/^[\w.:[\]-]+$/.test(header)) return null
  try {
    return new URL(`http://${header}`).hostname.replace(/^\[|\]$/g, '')
  } catch {
    return null
  }
}

function blockListOf(entries: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', bits, ...rest] = entry.split('/')
    const version = isIP(address)
    const most = version === 6 ? 128 : 32
    if (version === 0 || rest.length > 0 || (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= most)))
      throw new Error(`--behind-proxy: got "${entry}", expected an address or a network such as 10.0.0.0/24`)
    const family = version === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}
