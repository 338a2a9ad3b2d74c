import '../../ui/tokens.css'
import { createRoot } from 'react-dom/client'
import { type EnquiryParts, EnquiryProvider } from './enquiry-context.tsx'
import { PublicPage } from './public-page.tsx'

/** Puts the public page into `host`. */
export function mountPublic(host: HTMLElement, parts: EnquiryParts): void {
  createRoot(host).render(
    <EnquiryProvider {...parts}>
      <PublicPage />
    </EnquiryProvider>,
  )
}
