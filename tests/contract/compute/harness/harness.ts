/** Asks the worker for a case by its name; `window.compute` is how a driver reaches it. */
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

function ask(name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<{ value?: unknown; error?: string }>) =>
        data.error === undefined ? resolve(data.value) : reject(new Error(data.error)),
      { once: true },
    )
    worker.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true })
    worker.postMessage(name)
  })
}

Object.assign(window, { compute: ask })
