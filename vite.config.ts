import { readdirSync, readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { viteStaticCopy } from 'vite-plugin-static-copy'

/** Cross-origin isolation, so that simulations may share memory; the server sends the same in production. */
const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** Cesium fetches its workers and assets by address while it runs, so they are copied instead of bundled. */
const cesiumStatic = ['Workers', 'Assets', 'ThirdParty'].map((folder) => ({
  src: `node_modules/cesium/Build/Cesium/${folder}`,
  dest: 'cesium',
}))

/** One entry a page; each loads the engine of its scenes and no other. */
const pages = readdirSync('src/pages')
  .filter((name) => name.endsWith('.html'))
  .map((name) => `src/pages/${name}`)

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string }

export default defineConfig(({ command, mode }) => ({
  plugins: [react(), viteStaticCopy({ targets: cesiumStatic, silent: true })],
  define: { CESIUM_BASE_URL: JSON.stringify('/cesium/'), PROGRAM_VERSION: JSON.stringify(version) },
  // public/tiles belongs to the data, not to the page: the server serves it, so a build must not copy it.
  publicDir: command === 'build' ? false : 'public',
  // WebGPU code of deck.gl's foundation is left out: everything is drawn with WebGL2.
  resolve: {
    conditions: ['visgl:webgl-only', 'module', 'browser', mode === 'production' ? 'production' : 'development'],
  },
  html: { cspNonce: '__CSP_NONCE__' },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    manifest: true,
    rolldownOptions: {
      input: pages,
      // zod is configured in the chunk that holds it: a shared chunk of schemas runs before the page's first import,
      // and zod's try at `Function('')` would break the content security policy.
      output: { codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|src\/nonce\.ts$/ }] } },
    },
    modulePreload: { polyfill: false },
    // Cesium is one chunk of 4 MB that only the twin loads.
    chunkSizeWarningLimit: 5000,
  },
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
}))
