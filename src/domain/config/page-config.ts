import { z } from 'zod'

/** What `/config.json` tells a page before anything else: where the backend is and which city it serves. */
export const pageConfigSchema = z.object({
  city: z.string(),
  /** "" = same origin */
  backendUrl: z.string(),
  /** public by nature; what it may do is decided by SQL policies */
  publishableKey: z.string(),
  isDemo: z.boolean(),
  state: z.enum(['starting', 'ready']),
  /** offered as one-click sign-in; only on the demo city or on the loopback */
  demoUsers: z.array(z.object({ email: z.string(), password: z.string(), role: z.string() })).optional(),
})
export type PageConfig = z.infer<typeof pageConfigSchema>
