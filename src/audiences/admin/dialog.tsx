import { Modal } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/**
 * A dialog that is there while it is rendered: begins in the first field of its form, and gives the focus back to what
 * opened it. A click beside it does not lose what was typed.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const content = useRef<HTMLDivElement>(null)
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      // a row that was read again meanwhile has another button
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    },
    [opener],
  )
  // by itself it would begin at ✕
  const begin = () => content.current?.querySelector<HTMLElement>('form :is(input, textarea)')?.focus()
  return (
    <Modal
      open
      title={title}
      footer={null}
      maskClosable={false}
      onCancel={onClose}
      afterOpenChange={(isOpen) => {
        if (isOpen) begin()
      }}
    >
      <div ref={content}>{children}</div>
    </Modal>
  )
}
