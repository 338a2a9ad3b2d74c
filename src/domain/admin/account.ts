import { z } from 'zod'

/** Roles that an administrator can give. */
export const GIVEN_ROLES = ['planner', 'duty', 'leader', 'enterprise', 'admin'] as const
export type GivenRole = (typeof GIVEN_ROLES)[number]

/** Classes of secrecy up to which somebody may see: 0 public, 1 internal, 2 secret. */
export const CLEARANCES = [0, 1, 2] as const

/** What is wrong with a field of a form, as the last part of a word key. */
export type FieldFault = 'required' | 'long-60' | 'long-254' | 'email' | 'organisation' | 'districts'

const fault = (name: FieldFault) => ({ error: name })

/** What a person may: the role and how far it reaches. */
const rightsShape = {
  name: z.string().trim().min(1, fault('required')).max(60, fault('long-60')),
  role: z.enum(GIVEN_ROLES, fault('required')),
  /** of an enterprise alone, else null */
  organisation: z.string().nullable(),
  /** null = the whole city */
  districts: z.array(z.string()).min(1, fault('districts')).nullable(),
  clearance: z.literal(CLEARANCES),
}

function hasItsOrganisation({ role, organisation }: { role: GivenRole; organisation: string | null }): boolean {
  return role !== 'enterprise' || Boolean(organisation)
}
const itsOrganisation = { path: ['organisation'], ...fault('organisation') }

export const rightsSchema = z.object(rightsShape).refine(hasItsOrganisation, itsOrganisation)
export type Rights = z.infer<typeof rightsSchema>

/** Somebody new: the address that they sign in with, and what they may. */
export const invitationSchema = z
  .object({ email: z.email(fault('email')).max(254, fault('long-254')).toLowerCase(), ...rightsShape })
  .refine(hasItsOrganisation, itsOrganisation)
export type Invitation = z.infer<typeof invitationSchema>
