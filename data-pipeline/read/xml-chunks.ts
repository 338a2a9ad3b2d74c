import { basename } from 'node:path'
import { UnusableInput } from '../check/finding.ts'
import { inputChunks } from './input-file.ts'

/** The text of an XML file in pieces, in the encoding that it declares. */
export async function* xmlChunks(path: string): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null
  for await (const chunk of inputChunks(path)) {
    decoder ??= new TextDecoder(encodingOf(chunk))
    yield decoder.decode(chunk, { stream: true })
  }
}

/** An XML file that is not well-formed, or ends too early, at a line. */
export function brokenXml(path: string, row: number, { message: detail }: Error): UnusableInput {
  const message = {
    zh: `XML 有误，只读到此处：${detail}`,
    en: `the XML is broken and was read up to here only: ${detail}`,
  }
  return new UnusableInput('bad-xml', message, { file: basename(path), row })
}

function encodingOf(head: Uint8Array): string {
  const declaration = new TextDecoder('latin1').decode(head.subarray(0, 200))
  const name = /encoding\s*=\s*["']([\w-]+)/.exec(declaration)?.[1] ?? 'utf-8'
  return /^gb/i.test(name) ? 'gb18030' : name
}
