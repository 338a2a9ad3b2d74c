import { useMemo } from 'react'
import { type Topmost, topmostOf } from '../state/topmost.ts'
import { useCommands, useTwin } from './page.tsx'

/** What Escape does on a page of the whole city: closes what lies on top. */
export function useEscape(): () => void {
  const commands = useCommands()
  const topmost = useTwin(topmostOf)
  return useMemo(() => {
    const closing: Readonly<Record<Topmost, () => void>> = {
      drawing: () => commands.drawFloodWork(null),
      picking: commands.closeTrace,
      'leak-form': () => void commands.askLeak(null),
      record: commands.closeAsset,
      'leak-source': commands.closeLeakSource,
      trace: commands.closeTrace,
      run: commands.closeRun,
      leak: commands.closeLeak,
      incident: commands.closeIncident,
    }
    return () => topmost && closing[topmost]()
  }, [commands, topmost])
}
