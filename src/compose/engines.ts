import type { ScenePort } from '../ports/scene.ts'

/** Every engine, by the name that scene configs use; its code is loaded only when a scene is opened with it. */
const engines: Readonly<Record<string, () => Promise<ScenePort>>> = {
  cesium: async () => (await import('../adapters/engines/cesium/index.ts')).createCesiumScene(),
  three: async () => (await import('../adapters/engines/three/index.ts')).createThreeScene(),
  deck: async () => (await import('../adapters/engines/deck/index.ts')).createDeckScene(),
}

/** @throws Error when no engine has this name: a mistake in a scene config */
export async function loadEngine(name: string): Promise<ScenePort> {
  const load = engines[name]
  if (!load) throw new Error(`loadEngine: unknown engine "${name}", expected ${Object.keys(engines).join(', ')}`)
  return await load()
}
