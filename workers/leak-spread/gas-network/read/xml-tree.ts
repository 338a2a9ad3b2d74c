import { SaxesParser } from 'saxes'
import { Refusal } from '../../../refusal.ts'

/** An element with its name less the prefix. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
}

/**
 * Reads a small XML text whole.
 *
 * @throws Refusal naming the file and line where it is not well formed
 */
export function readXml(text: string, name: string): Element {
  const document: Element = { name: '', attributes: {}, children: [] }
  const open = [document]
  const parser = new SaxesParser()
  parser.on('opentag', ({ name: tag, attributes }) => {
    const element: Element = { name: tag.replace(/^.*:/, ''), attributes, children: [] }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.on('error', (error) => {
    throw new Refusal([`${name}: is not well-formed XML: ${error.message}`])
  })
  parser.write(text).close()
  return document.children[0] ?? document
}

/** The first child of a name. */
export function child(of: Element | undefined, name: string): Element | undefined {
  return of?.children.find((one) => one.name === name)
}
