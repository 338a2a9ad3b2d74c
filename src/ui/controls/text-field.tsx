import { type ComponentProps, useId } from 'react'
import styles from './controls.module.css'

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  readonly label: string
  /** what is wrong with what was typed */
  readonly fault?: string | undefined
}

/** A line to type into, with its label above and what is wrong with it below. */
export function TextField({ label, fault, ...input }: TextFieldProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input id={id} {...input} aria-invalid={fault !== undefined} aria-describedby={fault && `${id}-fault`} />
      {fault !== undefined && <p id={`${id}-fault`}>{fault}</p>}
    </div>
  )
}
