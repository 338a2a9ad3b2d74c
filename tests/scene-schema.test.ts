import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { sceneSchemaText } from '../tools/scene-schema.ts'

it('scene-configs/schema.json is what tools/scene-schema.ts writes', () => {
  const written = readFileSync(new URL('../scene-configs/schema.json', import.meta.url), 'utf8')
  expect(written).toBe(sceneSchemaText())
})
