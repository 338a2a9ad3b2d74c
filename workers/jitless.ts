import { config } from 'zod'

// First import of every worker: zod would try `Function('')` before its first schema, which the content security
// policy reports as a violation.
config({ jitless: true })
