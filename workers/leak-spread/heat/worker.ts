import '../../jitless.ts'
import { exposeSimulation } from '../../expose.ts'
import { leakHeat } from './simulation.ts'

exposeSimulation(leakHeat)
