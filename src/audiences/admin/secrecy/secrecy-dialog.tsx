import { Button, Input, Modal, Select } from 'antd'
import { useRef, useState } from 'react'
import { CLEARANCES } from '../../../domain/admin/account.ts'
import { keyOf, type SecrecyClass, type SecrecyTarget, secrecySchema } from '../../../domain/admin/secrecy.ts'
import type { SecrecyEffect } from '../../../ports/admin.ts'
import type { Loadable } from '../../../state/store.ts'
import { useWords } from '../../../ui/page.tsx'
import styles from '../admin.module.css'
import { useDeskCommands } from '../desk.tsx'
import { Field, Refused, useForm } from '../form.tsx'
import { EffectOfClass } from './effect-of-class.tsx'
import { className } from './secrecy-words.ts'

interface SecrecyDialogProps {
  /** null = an asset whose id is to be typed */
  readonly target: SecrecyTarget | null
  readonly name: string
  readonly now: SecrecyClass
  /** with the name of what was changed, null = closed without a change */
  readonly onClose: (changed: string | null) => void
}

/** Another class for a layer, a field or an asset: who loses or gains the sight of what is told before, and why is asked. */
export function SecrecyDialog({ target, name, now, onClose }: SecrecyDialogProps) {
  const { t } = useWords()
  const { setSecrecy } = useDeskCommands()
  const { effect, ask, forget } = useEffectOfClass()
  const form = useForm(
    secrecySchema,
    { key: target ? keyOf(target) : '', class: now, reason: '' },
    (edit): Record<string, string> => (edit.class === now ? { class: 'same-class' } : {}),
  )
  const targetOf = (key: string): SecrecyTarget => target ?? { table: 'asset', id: key.trim() }
  const look = (key: string, newClass: SecrecyClass) => {
    if (key.trim() !== '' && newClass !== now) ask(targetOf(key), newClass)
  }
  return (
    <Modal
      open
      title={target ? t('admin.secrecy.edit.of', { name }) : name}
      footer={null}
      maskClosable={false}
      onCancel={() => onClose(null)}
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit(event.currentTarget, async (edit) => {
            // nobody changes what they were not told the effect of, unless it cannot be told
            if (effect.state === 'idle' || effect.state === 'loading') {
              look(edit.key, edit.class)
              return { ok: true }
            }
            const result = await setSecrecy(targetOf(edit.key), edit.class, edit.reason)
            if (result.ok) onClose(target ? name : edit.key)
            return result
          })
        }}
      >
        <Refused failure={form.failure} />
        {target === null && (
          <Field
            name="key"
            label={t('admin.secrecy.asset.id')}
            help={t('admin.secrecy.asset.help')}
            fault={form.faultOf('key')}
          >
            {(control) => (
              <Input
                {...control}
                className={styles.code ?? ''}
                value={form.typed.key}
                onChange={({ target: { value } }) => {
                  form.change({ key: value })
                  forget()
                }}
                onBlur={() => look(form.typed.key, form.typed.class)}
              />
            )}
          </Field>
        )}
        <Field name="class" label={t('admin.secrecy.class')} fault={form.faultOf('class')}>
          {(control) => (
            <Select
              {...control}
              value={form.typed.class === null ? 'none' : String(form.typed.class)}
              options={[null, ...CLEARANCES].map((value) => ({
                value: value === null ? 'none' : String(value),
                label: className(target?.table ?? 'asset', value, t),
              }))}
              onChange={(value) => {
                const newClass = CLEARANCES.find((it) => String(it) === value) ?? null
                form.change({ class: newClass })
                look(form.typed.key, newClass)
              }}
            />
          )}
        </Field>
        {form.typed.class !== now && (
          <EffectOfClass of={effect} target={targetOf(form.typed.key)} newClass={form.typed.class} />
        )}
        <Field
          name="reason"
          label={t('admin.secrecy.reason')}
          help={t('admin.secrecy.reason.help')}
          fault={form.faultOf('reason')}
        >
          {(control) => (
            <Input.TextArea
              {...control}
              rows={2}
              value={form.typed.reason}
              onChange={({ target: { value } }) => form.change({ reason: value })}
            />
          )}
        </Field>
        <div className={styles.buttons}>
          <Button onClick={() => onClose(null)}>{t('password.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={form.isBusy}>
            {t('admin.secrecy.save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** What the class that was chosen last would do; an answer that a later choice has overtaken is dropped. */
function useEffectOfClass() {
  const { secrecyEffect } = useDeskCommands()
  const [effect, setEffect] = useState<Loadable<SecrecyEffect>>({ state: 'idle' })
  const newest = useRef(0)
  const ask = async (target: SecrecyTarget, newClass: SecrecyClass) => {
    const own = ++newest.current
    setEffect({ state: 'loading' })
    const answer = await secrecyEffect(target, newClass)
    if (own !== newest.current) return
    setEffect(answer.ok ? { state: 'loaded', value: answer.value } : { state: 'failed', failure: answer.failure })
  }
  return {
    effect,
    ask: (target: SecrecyTarget, newClass: SecrecyClass) => void ask(target, newClass),
    /** it is asked of something else now */
    forget: () => {
      newest.current++
      setEffect({ state: 'idle' })
    },
  }
}
