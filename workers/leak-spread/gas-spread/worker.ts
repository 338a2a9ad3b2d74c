import '../../jitless.ts'
import { exposeSimulation } from '../../expose.ts'
import { leakGas } from './simulation.ts'

exposeSimulation(leakGas)
