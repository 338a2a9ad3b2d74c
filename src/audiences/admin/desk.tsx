import { createContext, type ReactNode, useContext } from 'react'
import { useStore } from 'zustand'
import type { AdminCommands } from '../../commands/admin/index.ts'
import type { District, Organisation } from '../../ports/admin.ts'
import type { AdminState, AdminStore } from '../../state/admin.ts'

/** What the page lists, and what an administrator can do with it. */
export interface DeskParts {
  readonly desk: AdminStore
  readonly deskCommands: AdminCommands
}

// one list, so that a store without any does not look changed
const NONE: readonly never[] = []

const DeskContext = createContext<DeskParts | null>(null)

export function DeskProvider({ children, ...parts }: DeskParts & { readonly children: ReactNode }) {
  return <DeskContext value={parts}>{children}</DeskContext>
}

function useParts(): DeskParts {
  const parts = useContext(DeskContext)
  if (!parts) throw new Error('useDesk: outside DeskProvider')
  return parts
}

/** A part of what is listed; re-renders when that changes. */
export function useDesk<Part>(select: (state: AdminState) => Part): Part {
  return useStore(useParts().desk, select)
}

export function useDeskCommands(): AdminCommands {
  return useParts().deskCommands
}

/** Districts of the city, none until they have come. */
export function useDistricts(): readonly District[] {
  return useDesk(({ districts }) => (districts.state === 'loaded' ? districts.value : NONE))
}

/** Organisations of the city, none until they have come. */
export function useOrganisations(): readonly Organisation[] {
  return useDesk(({ organisations }) => (organisations.state === 'loaded' ? organisations.value : NONE))
}

/** Actions that the audit has entries of. */
export function useAuditActions(): readonly string[] {
  return useDesk(({ auditState }) => (auditState.state === 'loaded' ? auditState.value.actions : NONE))
}
