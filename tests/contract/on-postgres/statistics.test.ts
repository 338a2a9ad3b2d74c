import { standOn } from '../back-ends.ts'

standOn('PostgreSQL 15')
await import('../statistics.test.ts')
