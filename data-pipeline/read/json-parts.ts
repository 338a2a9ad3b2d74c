const QUOTE = 0x22
const BACKSLASH = 0x5c
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COMMA, COLON] = [0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x3a]
const BYTE_ORDER_MARK = 0xfeff

/** A piece of a JSON object: a member with the text of its value, or one element of the array that is streamed. */
export type JsonPart =
  | { readonly kind: 'member'; readonly key: string; readonly text: string }
  | { readonly kind: 'element'; readonly text: string }

/** Text that is no JSON object, told with the number of elements that came before. */
export class BrokenJson extends Error {
  readonly elements: number

  constructor(detail: string, elements: number) {
    super(detail)
    this.elements = elements
  }
}

/**
 * Takes a JSON object apart while it streams: the elements of one array member one by one, any other member whole. Only
 * brackets and quotes are looked at; whether an element is JSON shows when it is parsed.
 *
 * @param array  key of the member to be streamed
 * @param longest  characters that one element or member may have
 * @throws BrokenJson when the text is no object, ends within it, goes on after it, or has a longer part
 */
export async function* jsonParts(
  chunks: AsyncIterable<string>,
  array: string,
  longest: number,
): AsyncGenerator<JsonPart> {
  let text = ''
  let at = 0
  /** brackets open: 1 = in the object, 2 = in the array or in a member */
  let depth = 0
  let isOver = false
  let isInArray = false
  let isInString = false
  /** where the key, member or element that is being read begins; -1 = none is */
  let start = -1
  let key: string | null = null
  let elements = 0
  const ready: JsonPart[] = []
  const endMember = (end: number) => {
    if (key !== null && start >= 0) ready.push({ kind: 'member', key, text: text.slice(start, end) })
    start = -1
    key = null
  }
  const endElement = (end: number) => {
    if (start < 0) return
    elements++
    ready.push({ kind: 'element', text: text.slice(start, end) })
    start = -1
  }
  const bare = (code: number) => {
    if (isSpace(code)) return
    if (depth === 0) {
      if (isOver || code !== OPEN_BRACE) throw new BrokenJson(isOver ? 'text after the end' : 'no object', elements)
      depth = 1
      return
    }
    const isInObject = depth === 1
    const isAmongElements = isInArray && depth === 2
    if (code === QUOTE) {
      isInString = true
      if ((isInObject && key === null) || (isAmongElements && start < 0)) start = at
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (isInObject && key === array && code === OPEN_BRACKET) {
        isInArray = true
        start = -1
      } else if (isAmongElements) start = at
      depth++
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      if (isInObject) {
        endMember(at)
        isOver = true
      } else if (isAmongElements) {
        endElement(at)
        isInArray = false
        key = null
      }
      depth--
      if (isInArray && depth === 2) endElement(at + 1)
    } else if (isInObject && code === COLON) start = at + 1
    else if (isInObject && code === COMMA) endMember(at)
    else if (isAmongElements && code === COMMA) endElement(at)
    else if (isAmongElements && start < 0) start = at
  }
  for await (const chunk of chunks) {
    text += chunk
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (!isInString) bare(code)
      else if (code === BACKSLASH) at++
      else if (code === QUOTE) {
        isInString = false
        if (depth === 1 && key === null && start >= 0) {
          key = text.slice(start + 1, at)
          start = -1
        }
      }
    }
    yield* ready
    ready.length = 0
    if (start >= 0 && at - start > longest) throw new BrokenJson(`a part of more than ${longest} characters`, elements)
    const kept = start < 0 ? text.length : start
    text = text.slice(kept)
    at -= kept
    start = start < 0 ? -1 : 0
  }
  if (!isOver) throw new BrokenJson(depth === 0 ? 'empty' : 'the text ends before the object does', elements)
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || code === BYTE_ORDER_MARK
}
