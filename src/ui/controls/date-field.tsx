import { DatePicker } from 'antd'
import dayjs from 'dayjs'
// names of months and weekdays; Ant Design's own words hold the rest
import 'dayjs/locale/zh-cn'

const FORMAT = 'YYYY-MM-DD'
const WRITTEN = /^\d{4}-\d{2}-\d{2}$/

interface DateFieldProps {
  readonly id: string
  /** 2026-03-01, '' = none */
  readonly value: string
  /** told as it is typed, so it need not be a date; the form says what is wrong with it */
  readonly onChange: (value: string) => void
  /** the first and the last day that the calendar offers; others can be typed */
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
    // Ant Design tells of a typed day only once the field is left, later than a click on "save", and takes back a day
    // that its calendar does not offer: what stands in the field is what counts
    <div onInput={({ target }) => onChange((target as HTMLInputElement).value)}>
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
        preserveInvalidOnBlur
        allowClear={isClearable}
        // the browser's today need not be the city's
        showNow={false}
      />
    </div>
  )
}

function dayOf(text: string | undefined) {
  const day = text && WRITTEN.test(text) ? dayjs(text) : null
  // 2026-02-30 is no day, though it can be counted
  return day?.format(FORMAT) === text ? day : null
}
