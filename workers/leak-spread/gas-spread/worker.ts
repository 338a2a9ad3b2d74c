import '../../jitless.ts'
import { exposeSimulation } from '../../expose.ts'
import { leakGas } from '../question/leak-gas.ts'

exposeSimulation(leakGas)
