import { Button, Input, Select } from 'antd'
import { organisationSchema, PARTIES, type Party } from '../../../domain/admin/organisation.ts'
import type { Organisation } from '../../../ports/admin.ts'
import { useWords } from '../../../ui/page.tsx'
import styles from '../admin.module.css'
import { useDeskCommands, useOrganisations } from '../desk.tsx'
import { Dialog } from '../dialog.tsx'
import { Field, Refused, useForm } from '../form.tsx'

interface OrganisationDialogProps {
  /** null = a new one */
  readonly organisation: Organisation | null
  /** with the name of what was saved, null = closed without a change */
  readonly onClose: (saved: string | null) => void
}

/** An organisation's name, party and credit code. Its id is what the survey calls an owner, and stays. */
export function OrganisationDialog({ organisation, onClose }: OrganisationDialogProps) {
  const { t } = useWords()
  const { saveOrganisation } = useDeskCommands()
  const taken = useOrganisations()
  const isNew = organisation === null
  const form = useForm(
    organisationSchema,
    {
      id: organisation?.id ?? '',
      name: organisation?.name ?? '',
      party: (organisation?.party ?? null) as Party | null,
      creditCode: organisation?.creditCode ?? '',
    },
    ({ id }): Record<string, string> => (isNew && taken.some((other) => other.id === id) ? { id: 'taken' } : {}),
  )
  return (
    <Dialog
      title={isNew ? t('admin.organisations.add') : t('admin.organisations.edit', { name: organisation.name })}
      onClose={() => onClose(null)}
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit(event.currentTarget, async (edit) => {
            const result = await saveOrganisation(edit)
            if (result.ok) onClose(edit.name)
            return result
          })
        }}
      >
        <Refused failure={form.failure} />
        {isNew && (
          <Field
            name="id"
            label={t('admin.organisations.id')}
            help={t('admin.organisations.id.help')}
            fault={form.faultOf('id')}
          >
            {(control) => (
              <Input {...control} value={form.typed.id} onChange={({ target }) => form.change({ id: target.value })} />
            )}
          </Field>
        )}
        <Field name="name" label={t('admin.organisations.name')} fault={form.faultOf('name')}>
          {(control) => (
            <Input
              {...control}
              value={form.typed.name}
              onChange={({ target }) => form.change({ name: target.value })}
            />
          )}
        </Field>
        <Field
          name="party"
          label={t('admin.organisations.party')}
          help={t('admin.organisations.party.help')}
          fault={form.faultOf('party')}
        >
          {(control) => (
            <Select
              {...control}
              value={form.typed.party}
              placeholder={t('admin.choose')}
              options={PARTIES.map((value) => ({ value, label: t(`admin.party.${value}`) }))}
              onChange={(party) => form.change({ party })}
            />
          )}
        </Field>
        <Field
          name="creditCode"
          label={t('admin.organisations.code')}
          help={t('admin.organisations.code.help')}
          fault={form.faultOf('creditCode')}
        >
          {(control) => (
            <Input
              {...control}
              className={styles.code ?? ''}
              maxLength={20}
              value={form.typed.creditCode}
              onChange={({ target }) => form.change({ creditCode: target.value })}
            />
          )}
        </Field>
        <div className={styles.buttons}>
          <Button onClick={() => onClose(null)}>{t('password.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={form.isBusy}>
            {t('admin.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
