import { describe, expect, it } from 'vitest'
import { createReach, type ReachOptions } from './reach.ts'

const loopback: ReachOptions = { host: '127.0.0.1', names: [], proxies: [], certificate: () => null }
const proxied: ReachOptions = { ...loopback, names: ['twin.example'], proxies: ['10.0.0.2', '10.1.0.0/24'] }

const asked = (peer: string, forwarded?: string) => ({
  socket: { remoteAddress: peer },
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
})

describe('a server on the loopback', () => {
  const reach = createReach(loopback)

  it('is asked for by names of the loopback alone', () => {
    for (const host of ['127.0.0.1:4173', 'localhost', '[::1]:80']) expect(reach.knows(host)).toBe(true)
    for (const host of ['twin.example', '127.0.0.1.evil.example', 'localhost@evil', '', undefined, 'a b'])
      expect(reach.knows(host)).toBe(false)
  })

  it('believes no forwarded address', () => {
    expect(reach.addressOf(asked('127.0.0.1', '203.0.113.7'))).toBe('127.0.0.1')
  })
})

describe('a server beyond this machine', () => {
  it('is refused without TLS or a proxy that ends it', () => {
    expect(() => createReach({ ...loopback, host: '0.0.0.0' })).toThrow(/only by TLS/)
  })

  it('is refused behind a proxy without a name, and with a proxy that is no address', () => {
    expect(() => createReach({ ...proxied, names: [] })).toThrow(/give --name/)
    for (const proxy of ['nginx', '10.0.0.0/33', '10.0.0.0/8/8', ''])
      expect(() => createReach({ ...proxied, proxies: [proxy] })).toThrow(/expected an address or a network/)
  })

  it('without TLS of its own lets only this machine and the proxies connect', () => {
    const reach = createReach(proxied)
    for (const peer of ['127.0.0.1', '::1', '10.0.0.2', '::ffff:10.1.0.9']) expect(reach.mayConnect(peer)).toBe(true)
    for (const peer of ['10.0.0.3', '203.0.113.7', '', undefined]) expect(reach.mayConnect(peer)).toBe(false)
  })

  it('takes the address that the nearest trusted proxies saw, whatever the client wrote', () => {
    const { addressOf } = createReach(proxied)
    expect(addressOf(asked('10.0.0.2', '1.1.1.1, 203.0.113.7'))).toBe('203.0.113.7')
    expect(addressOf(asked('::ffff:10.0.0.2', '1.1.1.1, 203.0.113.7, 10.1.0.9'))).toBe('203.0.113.7')
    expect(addressOf(asked('203.0.113.9', '1.1.1.1'))).toBe('203.0.113.9')
    expect(addressOf(asked('10.0.0.2', 'nonsense'))).toBe('10.0.0.2')
    expect(addressOf(asked('10.0.0.2'))).toBe('10.0.0.2')
  })

  it('goes by its own names beside the loopback', () => {
    const { knows } = createReach(proxied)
    for (const host of ['TWIN.example', 'twin.example:8443', 'localhost']) expect(knows(host)).toBe(true)
    for (const host of ['evil.example', 'x.twin.example']) expect(knows(host)).toBe(false)
  })
})
