import type { Localized } from '../src/domain/localized.ts'
import type { Refusal } from '../workers/refusal.ts'
import type { Terminal } from './command.ts'

/** Tells why an input is not computed, one line a fault: the item, then in both languages what is wrong with it. */
export function tellFaults({ told }: Refusal, terminal: Terminal): void {
  for (const fault of told) terminal.error(lineOf(fault))
}

function lineOf({ zh, en }: Localized): string {
  if (zh === en) return en
  const [item = ''] = zh.split('：', 1)
  const [inChinese, inEnglish] = [`${item}：`, `${item}: `]
  // an item has one name in both
  if (zh.startsWith(inChinese) && en.startsWith(inEnglish))
    return `${inEnglish}${zh.slice(inChinese.length)} / ${en.slice(inEnglish.length)}`
  return `${zh} / ${en}`
}
