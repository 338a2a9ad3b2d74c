/** What staff, an enterprise (示例水务) and anybody else read of a table: every row, so many of them, or none. */
type Share = 'all' | number
interface Rule {
  readonly staff: Share
  readonly enterprise: Share
  readonly others: Share
  /** staff roles that see otherwise than staff in general */
  readonly planner?: Share
  readonly duty?: Share
  readonly leader?: Share
  readonly admin?: Share
}
const everyone: Rule = { staff: 'all', enterprise: 'all', others: 'all' }
const signedIn: Rule = { staff: 'all', enterprise: 'all', others: 0 }
const nobody: Rule = { staff: 0, enterprise: 0, others: 0 }
const staffAnd = (enterprise: number): Rule => ({ staff: 'all', enterprise, others: 0 })

/** Every table of ours; one that the catalogue has and this list lacks fails the test. */
export const matrix: Readonly<Record<string, Rule>> = {
  'public.city': everyone,
  'public.discipline': signedIn,
  'public.asset_kind': signedIn,
  'public.sensor_kind': signedIn,
  'public.stage': signedIn,
  'public.required_document': signedIn,
  'public.organisation': signedIn,
  'public.district': signedIn,
  'public.road': signedIn,
  'public.project': staffAnd(1),
  'public.lifecycle_stage': staffAnd(1),
  'public.document': staffAnd(1),
  'public.asset': staffAnd(1),
  'public.operation_record': staffAnd(1),
  'public.customer': staffAnd(0),
  'public.entry': staffAnd(0),
  'public.risk': staffAnd(0),
  'public.finding': staffAnd(1),
  'public.finding_rule': staffAnd(0),
  'public.sensor': staffAnd(1),
  'public.sensor_threshold': staffAnd(0),
  'public.sensor_latest': staffAnd(1),
  'public.alarm': staffAnd(1),
  // One of a planner, one of a duty officer, who sees their own.
  'public.fault_report': { ...staffAnd(0), duty: 1 },
  'sensing.sensor_reading': staffAnd(1),
  // Anybody asks for one cell by the function, within budgets; nobody but staff reads the table.
  'public.public_cell': staffAnd(0),
  'public.enquiry_alarm': { ...nobody, duty: 'all', admin: 'all' },
  'enquiry.secret': nobody,
  'enquiry.pace': nobody,
  'enquiry.known': nobody,
  'enquiry.day_cell': nobody,
  'app.setting': nobody,
  'app.user_role': nobody,
  'realtime.messages': nobody,
  'supabase_migrations.schema_migrations': nobody,
}

/** Who asks: a staff role, an enterprise user, a signed-in person without a role, nobody. */
export const people = ['planner', 'duty', 'leader', 'admin', 'enterprise', 'no role', 'anonymous'] as const

export type Person = (typeof people)[number]

export function groupOf(person: Person): 'staff' | 'enterprise' | 'others' {
  if (person === 'enterprise') return 'enterprise'
  return person === 'no role' || person === 'anonymous' ? 'others' : 'staff'
}

/** What a person sees of a table. */
export function shareOf(person: Person, rule: Rule): Share {
  const group = groupOf(person)
  const own = person === 'enterprise' || person === 'no role' || person === 'anonymous' ? undefined : rule[person]
  return own ?? rule[group]
}
