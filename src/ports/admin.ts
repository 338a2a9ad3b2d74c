import type { GivenRole, Invitation, Rights } from '../domain/admin/account.ts'
import type { OrganisationEdit, Party } from '../domain/admin/organisation.ts'
import type { SecrecyClass, SecrecyTarget } from '../domain/admin/secrecy.ts'
import type { ThresholdEdit } from '../domain/admin/threshold.ts'
import type { SensorId } from '../domain/ids.ts'
import type { Result } from '../domain/result.ts'
import type { IngestState, SensorThreshold } from './records.ts'

/** Instants are milliseconds since 1970 UTC. */

/** Somebody who can sign in, and what they may. */
export interface Account {
  readonly id: string
  readonly email: string
  /** null = no role was ever given: name, organisation and districts are null too */
  readonly role: GivenRole | null
  readonly name: string | null
  readonly organisation: string | null
  readonly organisationName: string | null
  /** null = the whole city */
  readonly districts: readonly string[] | null
  readonly clearance: number | null
  /** null = the role holds */
  readonly disabledAt: number | null
  /** has a one-time password and must choose one before the role holds */
  readonly mustChange: boolean
  readonly createdAt: number | null
  readonly lastSignInAt: number | null
}

export interface AccountList {
  readonly users: readonly Account[]
  /** of the city; more than `users` when they are too many to list */
  readonly total: number
}

/** Told once and kept nowhere. */
export interface OneTimePassword {
  readonly id: string
  readonly password: string
}

export interface Organisation {
  readonly id: string
  readonly name: string
  readonly party: Party
  readonly creditCode: string | null
  /** null = as the build gave it */
  readonly editedAt: number | null
  readonly editedBy: string | null
  /** accounts that speak for it */
  readonly users: number
}

export interface District {
  readonly id: string
  readonly name_zh: string
  readonly name_en: string
}

/** Limits that count, and who last changed one; null = as the build or the product gave them. */
interface Limits {
  readonly thresholds: readonly SensorThreshold[]
  readonly editedAt: number | null
  readonly editedBy: string | null
}

export interface SensorLimits extends Limits {
  readonly id: SensorId
  readonly name: string
  readonly kind: string
  readonly district: string | null
  /** false = it goes by those of its kind */
  readonly isOwn: boolean
}

export interface SensorLimitsPage {
  readonly sensors: readonly SensorLimits[]
  /** of all pages */
  readonly total: number
}

export interface KindLimits extends Limits {
  readonly kind: string
  readonly sensors: number
  /** sensors that have no limits of their own and go by these */
  readonly relying: number
}

/** What is classed, and how. */
export interface SecrecyLists {
  /** every layer that has assets or a class */
  readonly layers: readonly {
    readonly discipline: string
    readonly kind: string
    readonly class: SecrecyClass
    readonly assets: number
  }[]
  /** every column that can have a class */
  readonly fields: readonly { readonly column: string; readonly class: SecrecyClass }[]
  /** single assets by id; name, discipline and kind null = the build lacks it */
  readonly assets: readonly {
    readonly id: string
    readonly name: string | null
    readonly discipline: string | null
    readonly kind: string | null
    readonly class: SecrecyClass
  }[]
  /** single assets in all; more than `assets` when they are too many to list */
  readonly totalAssets: number
}

/** What another class would do. */
export interface SecrecyEffect {
  /** assets that get another class; of a field, those that have a value */
  readonly rows: number
  /** whom it changes anything, the first of them by name */
  readonly people: readonly {
    readonly name: string | null
    readonly role: string
    /** assets that they lose or gain the sight of */
    readonly rows: number
    readonly sight: 'loses' | 'gains' | null
    /** tiles, flat extract and networks, which are of the whole city, close or open to them */
    readonly tiles: 'loses' | 'gains' | null
  }[]
  readonly total: number
}

export interface AuditEntry {
  readonly seq: number
  readonly at: number
  /** as they were called then; null = the server or somebody anonymous */
  readonly actor: string | null
  readonly role: string
  readonly action: string
  /** <table>/<id> */
  readonly object: string
  readonly detail: Readonly<Record<string, unknown>>
}

export interface AuditFilter {
  /** [ms]; null = without a bound */
  readonly from: number | null
  readonly to: number | null
  readonly action: string | null
  /** part of a name; "" = everybody */
  readonly actor: string
}

export interface AuditState {
  readonly count: number
  readonly oldestAt: number | null
  readonly newestAt: number | null
  readonly newestSeq: number | null
  readonly actions: readonly string[]
}

/** How far the chain has been followed. */
export interface AuditCheck {
  readonly checkedTo: number
  /** number of the first entry that does not follow from the one before; null = none so far */
  readonly broken: number | null
  readonly isDone: boolean
}

export interface SystemState {
  readonly at: number
  /** of the database server */
  readonly version: string
  readonly databaseBytes: number
  readonly city: { readonly id: string; readonly build: string; readonly loadedAt: number } | null
  readonly sensors: number
  readonly retiredSensors: number
  /** that sent something within the last hour */
  readonly heardSensors: number
  readonly newestReadingAt: number | null
  readonly openAlarms: number
  readonly openReports: number
  /** the largest, partitions counted with their table */
  readonly tables: readonly { readonly name: string; readonly bytes: number }[]
}

/** What the server tells of itself. */
export interface ServerHealth {
  readonly state: 'good' | 'fault'
  /** what is wrong, in words for whoever runs it */
  readonly faults: readonly string[]
  readonly memoryBytes: number
  /** null = not known */
  readonly freeBytes: number | null
  /** null = no backups are scheduled; lastAt null = none has been made yet */
  readonly backup: { readonly lastAt: number | null } | null
}

/** What administrators do; the backend refuses everybody else and writes every change into the audit. */
export interface AdminPort {
  users(): Promise<Result<AccountList>>
  invite(invitation: Invitation): Promise<Result<OneTimePassword>>
  resetPassword(id: string): Promise<Result<OneTimePassword>>
  /** takes a lost second factor away, and gives a one-time password */
  resetSecondFactor(id: string): Promise<Result<OneTimePassword>>
  setRights(id: string, rights: Rights): Promise<Result<null>>
  setDisabled(id: string, isDisabled: boolean): Promise<Result<null>>
  districts(): Promise<Result<readonly District[]>>
  organisations(): Promise<Result<readonly Organisation[]>>
  saveOrganisation(edit: OrganisationEdit): Promise<Result<null>>
  kindLimits(): Promise<Result<readonly KindLimits[]>>
  setKindThreshold(kind: string, edit: ThresholdEdit): Promise<Result<null>>
  /** of sensors whose id or name holds the words; kind null = of every kind */
  sensorLimits(words: string, kind: string | null, skipped: number, limit: number): Promise<Result<SensorLimitsPage>>
  setThreshold(sensor: SensorId, edit: ThresholdEdit): Promise<Result<null>>
  removeThreshold(sensor: SensorId, threshold: Pick<ThresholdEdit, 'grade' | 'direction'>): Promise<Result<null>>
  secrecy(): Promise<Result<SecrecyLists>>
  /** of a change that is not made yet; null takes the class away */
  secrecyEffect(target: SecrecyTarget, newClass: SecrecyClass): Promise<Result<SecrecyEffect>>
  setSecrecy(target: SecrecyTarget, newClass: SecrecyClass, reason: string): Promise<Result<null>>
  /** newest first; those with a number below `before`, null = from the newest */
  audit(filter: AuditFilter, before: number | null, limit: number): Promise<Result<readonly AuditEntry[]>>
  auditState(): Promise<Result<AuditState>>
  /** follows a stretch of the chain after the entry with this number; 0 = from the first */
  checkAudit(after: number): Promise<Result<AuditCheck>>
  system(): Promise<Result<SystemState>>
  /** what devices sent of late, with examples */
  ingest(): Promise<Result<IngestState>>
  health(): Promise<Result<ServerHealth>>
}
