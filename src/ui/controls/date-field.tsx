import { DatePicker } from 'antd'
import dayjs from 'dayjs'
// names of months and weekdays; Ant Design's own words hold the rest
import 'dayjs/locale/zh-cn'

const FORMAT = 'YYYY-MM-DD'

interface DateFieldProps {
  readonly id: string
  /** 2026-03-01, '' = none */
  readonly value: string
  readonly onChange: (value: string) => void
  /** the first and the last day that can be chosen */
  readonly min?: string | undefined
  readonly max?: string | undefined
  readonly isClearable?: boolean
  readonly status?: 'error'
  readonly 'aria-invalid'?: boolean
  readonly 'aria-describedby'?: string
}

/**
 * A day, typed or chosen, in the page's language and always written 2026-03-01; a native field would follow the
 * browser. Only inside Ant Design's provider.
 */
export function DateField({ id, value, onChange, min, max, isClearable = false, ...rest }: DateFieldProps) {
  const [first, last] = [dayOf(min), dayOf(max)]
  return (
    <DatePicker
      {...rest}
      id={id}
      style={{ width: '100%' }}
      format={FORMAT}
      placeholder={FORMAT}
      value={dayOf(value)}
      onChange={(day) => onChange(day?.format(FORMAT) ?? '')}
      {...(first ? { minDate: first } : {})}
      {...(last ? { maxDate: last } : {})}
      allowClear={isClearable}
      // the browser's today need not be the city's
      showNow={false}
    />
  )
}

function dayOf(text: string | undefined) {
  const day = text ? dayjs(text) : null
  return day?.isValid() ? day : null
}
