import { standOn } from '../back-ends.ts'

standOn('PostgreSQL 15')
await import('../records.test.ts')
