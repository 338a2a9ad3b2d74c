import { createRoot } from 'react-dom/client'
import type { PageParts } from '../../ui/page.tsx'
import { AntdProvider } from '../../ui/staff-page/antd-provider.tsx'
import { StaffPage } from '../../ui/staff-page/staff-page.tsx'
import { PlannerPage } from './planner-page.tsx'

/** Puts the planner's page into `host`. */
export function mountPlanner(host: HTMLElement, parts: Omit<PageParts, 'face'>): void {
  createRoot(host).render(
    <StaffPage face="planner" {...parts}>
      <AntdProvider>
        <PlannerPage />
      </AntdProvider>
    </StaffPage>,
  )
}
