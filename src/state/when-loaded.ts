import type { TwinState, TwinStore } from './store.ts'

type LoadedValue<Part> = Part extends { readonly state: 'loaded'; readonly value: infer Value } ? Value : never

/** Waits until a part of the state has arrived. */
export function whenLoaded<Part extends { readonly state: string }>(
  store: TwinStore,
  part: (state: TwinState) => Part,
): Promise<LoadedValue<Part>> {
  return new Promise((resolve) => {
    const look = (state: TwinState): boolean => {
      const now = part(state)
      if (now.state !== 'loaded' || !('value' in now)) return false
      resolve(now.value as LoadedValue<Part>)
      return true
    }
    if (look(store.getState())) return
    const stop = store.subscribe((state) => {
      if (look(state)) stop()
    })
  })
}
