export { type IsolationInput, isolationInputSchema } from '../../src/domain/network/isolation-result.ts'
