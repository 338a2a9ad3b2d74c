import { createRoot } from 'react-dom/client'
import type { PageParts } from '../../ui/page.tsx'
import { AntdProvider } from '../../ui/staff-page/antd-provider.tsx'
import { StaffPage } from '../../ui/staff-page/staff-page.tsx'
import { InsidePage } from './inside-page.tsx'

/** Puts the inside's page into `host`. */
export function mountInside(host: HTMLElement, parts: Omit<PageParts, 'face'>): void {
  createRoot(host).render(
    <StaffPage face="inside" {...parts}>
      <AntdProvider>
        <InsidePage />
      </AntdProvider>
    </StaffPage>,
  )
}
