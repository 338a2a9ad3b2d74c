/** Counts what a scene must give back: WebGL contexts that are alive, and listeners on window and document. */
export interface Leaks {
  liveContexts(): number
  listeners(): number
}

export function watchLeaks(): Leaks {
  const contexts = new Set<WeakRef<WebGLRenderingContext | WebGL2RenderingContext>>()
  for (const canvas of [HTMLCanvasElement.prototype, OffscreenCanvas.prototype]) {
    const getContext = canvas.getContext as (this: unknown, ...args: unknown[]) => unknown
    Object.assign(canvas, {
      getContext(this: unknown, ...args: unknown[]) {
        const context = getContext.apply(this, args)
        const isKnown = [...contexts].some((reference) => reference.deref() === context)
        if ((context instanceof WebGL2RenderingContext || context instanceof WebGLRenderingContext) && !isKnown)
          contexts.add(new WeakRef(context))
        return context
      },
    })
  }
  const listening = new Set<string>()
  const names = new WeakMap<object, number>()
  let next = 0
  const nameOf = (listener: unknown) => {
    if (typeof listener !== 'object' && typeof listener !== 'function') return 0
    if (listener === null) return 0
    const known = names.get(listener)
    if (known !== undefined) return known
    next += 1
    names.set(listener, next)
    return next
  }
  const keyOf = (target: string, [type, listener, options]: unknown[]) => {
    const isCapture =
      options === true || (typeof options === 'object' && options !== null && Reflect.get(options, 'capture'))
    return [target, type, nameOf(listener), Boolean(isCapture)].join()
  }
  for (const [name, target] of [
    ['window', window],
    ['document', document],
  ] as const) {
    const { addEventListener, removeEventListener } = target
    Object.assign(target, {
      addEventListener(...args: Parameters<typeof addEventListener>) {
        listening.add(keyOf(name, args))
        addEventListener.apply(target, args)
      },
      removeEventListener(...args: Parameters<typeof removeEventListener>) {
        listening.delete(keyOf(name, args))
        removeEventListener.apply(target, args)
      },
    })
  }
  return {
    liveContexts: () =>
      [...contexts].filter((reference) => {
        const context = reference.deref()
        return context !== undefined && !context.isContextLost()
      }).length,
    listeners: () => listening.size,
  }
}
