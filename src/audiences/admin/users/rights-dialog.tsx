import { Button, Modal } from 'antd'
import { type Rights, rightsSchema } from '../../../domain/admin/account.ts'
import type { Account } from '../../../ports/admin.ts'
import { useTwin, useWords } from '../../../ui/page.tsx'
import styles from '../admin.module.css'
import { useDeskCommands } from '../desk.tsx'
import { Dialog } from '../dialog.tsx'
import { Field, Refused, useForm } from '../form.tsx'
import { RightsFields } from './rights-fields.tsx'

interface RightsDialogProps {
  readonly account: Account
  /** told what to say: null = closed without a change */
  readonly onClose: (isSaved: boolean) => void
}

/** Changes what somebody may. A change that takes something away is asked about first. */
export function RightsDialog({ account, onClose }: RightsDialogProps) {
  const { t } = useWords()
  const { setRights } = useDeskCommands()
  const [modal, holder] = Modal.useModal()
  const isSelf = useTwin(({ session }) => session.state === 'loaded' && session.value?.userId === account.id)
  const form = useForm(rightsSchema, {
    name: account.name ?? '',
    role: account.role,
    organisation: account.organisation,
    districts: account.districts,
    clearance: account.clearance ?? 1,
  })
  const confirm = async (): Promise<boolean> =>
    await modal.confirm({
      title: t('admin.users.less', { name: account.name ?? account.email }),
      content: t(isSelf ? 'admin.users.less.self' : 'admin.users.less.help'),
      okText: t('admin.users.less.ok'),
      cancelText: t('password.cancel'),
      okButtonProps: { danger: true },
    })
  return (
    <Dialog title={t('admin.users.rights', { name: account.name ?? account.email })} onClose={() => onClose(false)}>
      {holder}
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit(event.currentTarget, async (rights) => {
            if (takesAway(account, rights) && !(await confirm())) return { ok: true }
            const result = await setRights(account.id, rights)
            if (result.ok) onClose(true)
            return result
          })
        }}
      >
        <Refused failure={form.failure} />
        {account.role === null && <p className={styles.note}>{t('admin.users.noRole')}</p>}
        <Field name="email" label={t('session.email')} fault={undefined}>
          {({ id }) => <output id={id}>{account.email}</output>}
        </Field>
        <RightsFields typed={form.typed} change={form.change} faultOf={form.faultOf} />
        <div className={styles.buttons}>
          <Button onClick={() => onClose(false)}>{t('password.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={form.isBusy}>
            {t('admin.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Another role, fewer districts, or a lower clearance. */
function takesAway(before: Account, after: Rights): boolean {
  if (before.role === null) return false
  const isNarrower =
    after.districts !== null &&
    (before.districts === null || before.districts.some((id) => !after.districts?.includes(id)))
  return (
    before.role !== after.role ||
    before.organisation !== after.organisation ||
    isNarrower ||
    after.clearance < (before.clearance ?? 0)
  )
}
