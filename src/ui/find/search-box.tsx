import { Input } from 'antd'
import { useRef, useState } from 'react'
import { Icon } from '../icon.tsx'
import { useCommands, useWords } from '../page.tsx'

const TYPING_MILLISECONDS = 250

/** Asks after a short pause in typing, at once on Enter; Escape clears. `/` brings the cursor here. */
export function SearchBox() {
  const { t } = useWords()
  const { searchAssets } = useCommands()
  const [text, setText] = useState('')
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined)
  const ask = (query: string, delay: number) => {
    setText(query)
    clearTimeout(pause.current)
    pause.current = setTimeout(() => void searchAssets(query), delay)
  }
  return (
    <Input
      id="search"
      type="search"
      allowClear
      value={text}
      prefix={<Icon name="search" />}
      suffix={<kbd>/</kbd>}
      placeholder={t('find.placeholder')}
      aria-label={t('find.placeholder')}
      onChange={(event) => ask(event.target.value, event.target.value === '' ? 0 : TYPING_MILLISECONDS)}
      onPressEnter={() => ask(text, 0)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        ask('', 0)
        event.currentTarget.blur()
      }}
    />
  )
}
