import type { Invitation } from '../../src/domain/admin/account.ts'

/** Somebody whose token has been verified. */
export interface Person {
  readonly subject: string
  readonly token: string
}

/** Why an account could not be changed: an HTTP status and a name that the page has a sentence for. */
export class AccountRefusal extends Error {
  readonly status: number
  /** "email-taken", "wrong-password", …; "" when the page has only the status to go by */
  readonly reason: string

  constructor(status: number, reason: string) {
    super(`account refused: ${status} ${reason}`)
    this.status = status
    this.reason = reason
  }
}

/**
 * Accounts and their passwords. SQL decides whether the caller may, and audits it; every method throws `AccountRefusal`
 * when it says no.
 */
export interface Accounts {
  /** makes an account with a one-time password and gives it its rights; answers its id */
  invite(admin: Person, invitation: Invitation, password: string): Promise<string>
  /** gives a one-time password, and ends the person's sessions */
  reset(admin: Person, person: string, password: string): Promise<void>
  /**
   * takes a lost second factor away, gives a one-time password, and ends the person's sessions; `no-second-factor` where
   * accounts have none
   */
  resetSecondFactor(admin: Person, person: string, password: string): Promise<void>
  /** e-mail of somebody, by which wrong passwords are counted */
  emailOf(person: Person): Promise<string>
  /** changes one's own password, and ends one's other sessions; `wrong-password` when `current` is not it */
  change(person: Person, current: string, next: string): Promise<void>
}
