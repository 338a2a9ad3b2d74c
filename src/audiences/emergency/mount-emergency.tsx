import { createRoot } from 'react-dom/client'
import type { PageParts } from '../../ui/page.tsx'
import { AntdProvider } from '../../ui/staff-page/antd-provider.tsx'
import { StaffPage } from '../../ui/staff-page/staff-page.tsx'
import { EmergencyPage } from './emergency-page.tsx'

/** Puts the page of those on duty into `host`. */
export function mountEmergency(host: HTMLElement, parts: Omit<PageParts, 'face'>): void {
  createRoot(host).render(
    <StaffPage face="emergency" {...parts}>
      <AntdProvider>
        <EmergencyPage />
      </AntdProvider>
    </StaffPage>,
  )
}
