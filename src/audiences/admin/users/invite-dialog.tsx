import { Button, Input } from 'antd'
import { useState } from 'react'
import { invitationSchema } from '../../../domain/admin/account.ts'
import { useWords } from '../../../ui/page.tsx'
import styles from '../admin.module.css'
import { useDeskCommands } from '../desk.tsx'
import { Dialog } from '../dialog.tsx'
import { Field, Refused, useForm } from '../form.tsx'
import { OneTimePassword } from './one-time-password.tsx'
import { RightsFields, type TypedRights } from './rights-fields.tsx'

const NOBODY: TypedRights & { readonly email: string } = {
  email: '',
  name: '',
  role: null,
  organisation: null,
  districts: null,
  clearance: 1,
}

/** Makes an account and shows its one-time password. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const { invite } = useDeskCommands()
  const form = useForm(invitationSchema, NOBODY)
  const [made, setMade] = useState<{ readonly email: string; readonly password: string } | null>(null)
  return (
    <Dialog title={t('admin.users.invite')} onClose={onClose}>
      {made ? (
        <OneTimePassword {...made} onDone={onClose} />
      ) : (
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void form.submit(event.currentTarget, async (invitation) => {
              const result = await invite(invitation)
              if (result.ok) setMade({ email: invitation.email, password: result.value.password })
              return result
            })
          }}
        >
          <Refused failure={form.failure} />
          <Field
            name="email"
            label={t('session.email')}
            help={t('admin.users.email.help')}
            fault={form.faultOf('email')}
          >
            {(control) => (
              <Input
                {...control}
                type="email"
                autoComplete="off"
                value={form.typed.email}
                onChange={({ target }) => form.change({ email: target.value })}
              />
            )}
          </Field>
          <RightsFields typed={form.typed} change={form.change} faultOf={form.faultOf} />
          <div className={styles.buttons}>
            <Button onClick={onClose}>{t('password.cancel')}</Button>
            <Button type="primary" htmlType="submit" loading={form.isBusy}>
              {t('admin.users.invite.submit')}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}
