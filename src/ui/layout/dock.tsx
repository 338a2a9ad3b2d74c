import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

/** so many panels of a column are open at once: more would leave each too low to read */
const MOST_OPEN = 2

interface OpenPanel {
  close(): void
  /** others do not close it */
  readonly isKept: boolean
}

/** Takes note of a panel that opened, and closes the one that has been open longest; returns what takes note of its end. */
type NoteOpen = (panel: OpenPanel) => () => void

const DockContext = createContext<NoteOpen | null>(null)

interface DockProps {
  readonly children: ReactNode
  /** of its panels, at once */
  readonly mostOpen?: number
}

/** A column of panels. */
export function Dock({ children, mostOpen = MOST_OPEN }: DockProps) {
  const [noteOpen] = useState(() => createDock(mostOpen))
  return <DockContext value={noteOpen}>{children}</DockContext>
}

/** Open or closed, as the reader and the other panels of the dock decide; a panel without a dock is left alone. */
export function useOpenInDock(isOpenAtFirst: boolean, isKept: boolean): [boolean, (isOpen: boolean) => void] {
  const noteOpen = useContext(DockContext)
  const [isOpen, setIsOpen] = useState(isOpenAtFirst)
  useEffect(() => {
    if (isOpen) return noteOpen?.({ close: () => setIsOpen(false), isKept })
  }, [isOpen, isKept, noteOpen])
  return [isOpen, setIsOpen]
}

function createDock(mostOpen: number): NoteOpen {
  let open: readonly OpenPanel[] = []
  return (panel) => {
    if (open.length >= mostOpen) open.find(({ isKept }) => !isKept)?.close()
    open = [...open, panel]
    return () => {
      open = open.filter((it) => it !== panel)
    }
  }
}
