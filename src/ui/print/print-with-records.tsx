import { type ReactNode, useState } from 'react'
import type { Result } from '../../domain/result.ts'
import type { Asset } from '../../ports/records.ts'
import { Button } from '../controls/button.tsx'
import { useCommands } from '../page.tsx'

export type Records = ReadonlyMap<string, Result<Asset>>

interface PrintWithRecordsProps {
  readonly label: string
  /** assets whose records the sheet tells */
  readonly ids: readonly string[]
  readonly sheet: (records: Records, close: () => void) => ReactNode
}

/** A button that reads records and opens the sheet that tells them. */
export function PrintWithRecords({ label, ids, sheet }: PrintWithRecordsProps) {
  const { readAssets } = useCommands()
  const [records, setRecords] = useState<Records | 'reading' | null>(null)
  const open = async () => {
    setRecords('reading')
    setRecords(await readAssets(ids))
  }
  return (
    <>
      <Button isSmall icon="print" isBusy={records === 'reading'} onClick={() => void open()}>
        {label}
      </Button>
      {records !== null && records !== 'reading' && sheet(records, () => setRecords(null))}
    </>
  )
}

/** Null = it could not be read. */
export function recordOf(records: Records, id: string): Asset | null {
  const record = records.get(id)
  return record?.ok ? record.value : null
}
