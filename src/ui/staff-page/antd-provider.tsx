import { ConfigProvider } from 'antd'
import enLocale from 'antd/es/locale/en_US'
import zhLocale from 'antd/es/locale/zh_CN'
import { type ReactNode, useMemo } from 'react'
import { useTwin } from '../page.tsx'
import { antdTheme } from '../theme.ts'

/** The page's nonce, with which the content security policy lets in the styles that antd adds. */
const nonce = document.querySelector<HTMLElement>('script[nonce]')?.nonce

/** Ant Design in the page's language and look, for pages that use it. */
export function AntdProvider({ children }: { readonly children: ReactNode }) {
  const locale = useTwin((state) => state.locale)
  const look = useTwin((state) => state.theme)
  const theme = useMemo(() => antdTheme(look), [look])
  return (
    <ConfigProvider
      locale={locale === 'zh' ? zhLocale : enLocale}
      theme={theme}
      button={{ autoInsertSpace: false }}
      {...(nonce === undefined ? {} : { csp: { nonce } })}
    >
      {children}
    </ConfigProvider>
  )
}
