import { describe, expect, it } from 'vitest'
import { createLock, DatabaseBusyError } from './lock.ts'

const deferred = () => {
  let finish: () => void = () => {}
  const promise = new Promise<void>((resolve) => {
    finish = resolve
  })
  return { promise, finish }
}

describe('the lock of the one database session', () => {
  it('lets nobody in between the beginning and the end of a piece of work', async () => {
    const lock = createLock(60_000)
    const told: string[] = []
    const work = (name: string) =>
      lock.run(async () => {
        told.push(`${name} begins`)
        await Promise.resolve()
        told.push(`${name} ends`)
      })
    await Promise.all([work('a'), work('b'), work('c')])
    expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('goes on after work that failed', async () => {
    const lock = createLock(60_000)
    await expect(lock.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await lock.run(async () => 'fine')).toBe('fine')
  })

  it('tells a caller that waited too long, and serves those behind it', async () => {
    const lock = createLock(1)
    const slow = deferred()
    const first = lock.run(() => slow.promise)
    await expect(lock.run(async () => {})).rejects.toThrow(DatabaseBusyError)
    slow.finish()
    await first
    expect(await lock.run(async () => 'served')).toBe('served')
  })

  it('is given back once, however often that is said', async () => {
    const lock = createLock(60_000)
    const release = await lock.acquire()
    release()
    const second = await lock.acquire()
    release()
    let isThirdIn = false
    const third = lock.acquire().then((giveBack) => {
      isThirdIn = true
      return giveBack
    })
    await Promise.resolve()
    expect(isThirdIn).toBe(false)
    second()
    ;(await third)()
  })
})
