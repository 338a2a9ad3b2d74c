import { readFile } from 'node:fs/promises'

/**
 * Reads a text file in UTF-8, or in GB18030 when its bytes are not UTF-8: EPANET saves in the system's code page, which
 * in China is that one. Ids would otherwise turn into marks that fit nothing.
 */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(path)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
