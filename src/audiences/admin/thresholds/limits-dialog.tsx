import { Button, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import type { LimitsOwner } from '../../../commands/admin/index.ts'
import { type ThresholdEdit, thresholdFault, thresholdSchema } from '../../../domain/admin/threshold.ts'
import { findSensorKind } from '../../../domain/sensing/kinds/index.ts'
import { formatQuantity } from '../../../i18n/format.ts'
import type { SensorThreshold } from '../../../ports/records.ts'
import { useWords } from '../../../ui/page.tsx'
import styles from '../admin.module.css'
import { useDeskCommands } from '../desk.tsx'
import { Field, Refused, useForm } from '../form.tsx'
import { Said } from '../said.tsx'
import { LimitWords } from './limit-list.tsx'

const GRADES = ['blue', 'yellow', 'orange', 'red'] as const
const DIRECTIONS = ['above', 'below'] as const

interface LimitsDialogProps {
  readonly of: LimitsOwner
  readonly title: string
  readonly kind: string
  /** a sensor that goes by its kind's limits gets its own with the first change */
  readonly note: string | null
  readonly limits: readonly SensorThreshold[]
  readonly onClose: () => void
}

/** The limits of a sensor or a kind, each to be changed or taken away, and a form for another one. */
export function LimitsDialog({ of, title, kind, note, limits, onClose }: LimitsDialogProps) {
  const { t } = useWords()
  const [chosen, setChosen] = useState<SensorThreshold | null>(limits[0] ?? null)
  const [said, setSaid] = useState<string | null>(null)
  return (
    <Modal open title={title} width={620} footer={null} maskClosable={false} onCancel={onClose}>
      {note !== null && <p className={styles.note}>{note}</p>}
      <LimitChoice
        of={of}
        kind={kind}
        limits={limits}
        chosen={chosen}
        onChoose={(limit) => {
          setChosen(limit)
          setSaid(null)
        }}
        onRemoved={() => {
          setChosen(null)
          setSaid(t('admin.limits.removed'))
        }}
      />
      {/* another limit, another form: nothing typed for one must reach the other */}
      <LimitForm
        key={chosen ? `${chosen.grade}${chosen.direction}` : 'new'}
        of={of}
        kind={kind}
        limits={limits}
        chosen={chosen}
        onSaved={() => setSaid(t('admin.limits.saved'))}
      />
      <Said>{said}</Said>
    </Modal>
  )
}

interface LimitChoiceProps extends Pick<LimitsDialogProps, 'of' | 'kind' | 'limits'> {
  readonly chosen: SensorThreshold | null
  readonly onChoose: (limit: SensorThreshold | null) => void
  readonly onRemoved: () => void
}

function LimitChoice({ of, kind, limits, chosen, onChoose, onRemoved }: LimitChoiceProps) {
  const { t } = useWords()
  const { removeLimit } = useDeskCommands()
  const [modal, holder] = Modal.useModal()
  const remove = async (sensor: string, limit: SensorThreshold) => {
    const isSure = await modal.confirm({
      title: t('admin.limits.remove.ask', { grade: t(`grade.${limit.grade}`) }),
      content: t('admin.limits.remove.help'),
      okText: t('admin.limits.remove'),
      cancelText: t('password.cancel'),
      okButtonProps: { danger: true },
    })
    if (!isSure) return
    const result = await removeLimit(sensor, limit)
    if (result.ok) onRemoved()
  }
  return (
    <ul className={styles.choices}>
      {holder}
      {limits.map((limit) => {
        const isChosen = chosen?.grade === limit.grade && chosen.direction === limit.direction
        return (
          <li key={`${limit.direction}${limit.grade}`}>
            <button
              type="button"
              className={`plain ${styles.limit}`}
              aria-pressed={isChosen}
              onClick={() => onChoose(limit)}
            >
              <LimitWords kind={kind} limit={limit} />
            </button>
            {'sensor' in of && (
              <Button
                type="link"
                size="small"
                danger
                aria-label={`${t('admin.limits.remove')}: ${t(`grade.${limit.grade}`)} ${t(`sensor.${limit.direction}`)}`}
                onClick={() => void remove(of.sensor, limit)}
              >
                {t('admin.limits.remove')}
              </Button>
            )}
          </li>
        )
      })}
      <li>
        <button
          type="button"
          className={`plain ${styles.limit}`}
          aria-pressed={chosen === null}
          onClick={() => onChoose(null)}
        >
          + {t('admin.limits.add')}
        </button>
      </li>
    </ul>
  )
}

interface LimitFormProps extends Pick<LimitsDialogProps, 'of' | 'kind' | 'limits'> {
  /** null = a limit that is not there yet */
  readonly chosen: SensorThreshold | null
  readonly onSaved: () => void
}

function LimitForm({ of, kind, limits, chosen, onSaved }: LimitFormProps) {
  const { t, locale } = useWords()
  const { setLimit } = useDeskCommands()
  const known = findSensorKind(kind)
  const unit = known?.unit ?? ''
  const form = useForm(
    thresholdSchema,
    {
      grade: chosen?.grade ?? null,
      direction: chosen?.direction ?? ('above' as const),
      value: chosen?.value ?? null,
      delay_s: chosen?.delay_s ?? 0,
      clear_delay_s: chosen?.clear_delay_s ?? 0,
      hysteresis: chosen?.hysteresis ?? known?.hysteresis ?? 0,
    },
    (edit): Record<string, string> => {
      const fault = thresholdFault(edit, limits, known?.range ?? null)
      return fault ? { value: fault } : {}
    },
  )
  type Quantity = 'value' | 'delay_s' | 'hysteresis' | 'clear_delay_s'
  const number = (name: Quantity, label: string, help: string, suffix: string) => (
    <Field name={name} label={label} help={help} fault={form.faultOf(name)}>
      {(control) => (
        <InputNumber
          {...control}
          style={{ width: '100%' }}
          value={form.typed[name]}
          suffix={suffix}
          onChange={(value) => {
            // as long as both were the same they stay so: usual, and one field less to think of
            const isBoth = name === 'delay_s' && form.typed.clear_delay_s === form.typed.delay_s
            form.change({ [name]: value, ...(isBoth ? { clear_delay_s: value ?? 0 } : {}) })
          }}
        />
      )}
    </Field>
  )
  const range = known
    ? t('admin.limits.range', {
        low: formatQuantity(locale, known.range[0], unit, known.digits),
        high: formatQuantity(locale, known.range[1], unit, known.digits),
      })
    : ''
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit(event.currentTarget, async (edit: ThresholdEdit) => {
          const result = await setLimit(of, edit)
          if (result.ok) onSaved()
          return result
        })
      }}
    >
      <Refused failure={form.failure} />
      <div className={styles.pair}>
        <Field name="grade" label={t('admin.limits.grade')} fault={form.faultOf('grade')}>
          {(control) => (
            <Select
              {...control}
              disabled={chosen !== null}
              value={form.typed.grade}
              placeholder={t('admin.choose')}
              options={GRADES.map((value) => ({ value, label: t(`grade.${value}`) }))}
              onChange={(grade) => form.change({ grade })}
            />
          )}
        </Field>
        <Field name="direction" label={t('admin.limits.direction')} fault={form.faultOf('direction')}>
          {(control) => (
            <Select
              {...control}
              disabled={chosen !== null}
              value={form.typed.direction}
              options={DIRECTIONS.map((value) => ({ value, label: t(`sensor.${value}`) }))}
              onChange={(direction) => form.change({ direction })}
            />
          )}
        </Field>
      </div>
      {number('value', t('admin.limits.value'), range, unit)}
      <div className={styles.pair}>
        {number('delay_s', t('admin.limits.delay'), t('admin.limits.delay.help'), 's')}
        {number('hysteresis', t('admin.limits.hysteresis'), t('admin.limits.hysteresis.help'), unit)}
      </div>
      {number('clear_delay_s', t('admin.limits.clearDelay'), t('admin.limits.clearDelay.help'), 's')}
      <div className={styles.buttons}>
        <Button type="primary" htmlType="submit" loading={form.isBusy}>
          {t('admin.save')}
        </Button>
      </div>
    </form>
  )
}
