import { expect, it } from 'vitest'
import { createDrain } from './drain.ts'

it('lets requests in work end and refuses those that come after', async () => {
  const drain = createDrain()
  const order: string[] = []
  let finish = () => {}
  const slow = drain.run(async () => {
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    order.push('answered')
    return new Response('slow')
  })
  const closed = drain.close(60_000).then(() => order.push('closed'))
  const late = await drain.run(() => new Response('late'))
  expect([late.status, late.headers.get('Connection')]).toEqual([503, 'close'])
  finish()
  expect(await (await slow).text()).toBe('slow')
  await closed
  expect(order).toEqual(['answered', 'closed'])
})

it('does not wait for ever for one that hangs', async () => {
  const drain = createDrain()
  void drain.run(() => new Promise<Response>(() => {}))
  await drain.close(1)
})
