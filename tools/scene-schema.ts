import { writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { sceneConfigSchema } from '../src/domain/config/scene-config.ts'

/** The text of scene-configs/schema.json, so that editors complete and check scene configs. */
export function sceneSchemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(sceneConfigSchema, { io: 'input' }), null, 2)}\n`
}

// Run: node --import ./tools/ts.mjs tools/scene-schema.ts
if (process.argv[1] === import.meta.filename) {
  await writeFile(new URL('../scene-configs/schema.json', import.meta.url), sceneSchemaText())
}
