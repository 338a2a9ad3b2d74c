import { z } from 'zod'
import { isCreditCode } from './credit-code.ts'

/** 属地政府, 行业部门, 企业: the three parties to a city's safety; a contractor works for one of them. */
export const PARTIES = ['government', 'department', 'enterprise', 'contractor'] as const
export type Party = (typeof PARTIES)[number]

export const organisationSchema = z.object({
  /** as the survey names its owners; never changed */
  id: z
    .string()
    .trim()
    .min(1, { error: 'required' })
    .regex(/^[\p{L}\p{N}_.-]{1,60}$/u, { error: 'id' }),
  name: z.string().trim().min(1, { error: 'required' }).max(100, { error: 'long-100' }),
  party: z.enum(PARTIES, { error: 'required' }),
  /** 统一社会信用代码; null = not known */
  creditCode: z
    .string()
    .trim()
    .toUpperCase()
    .transform((code) => code || null)
    .refine((code) => code === null || isCreditCode(code), { error: 'credit-code' })
    .nullable(),
})
export type OrganisationEdit = z.infer<typeof organisationSchema>
