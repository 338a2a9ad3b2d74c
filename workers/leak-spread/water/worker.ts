import '../../jitless.ts'
import { exposeSimulation } from '../../expose.ts'
import { leakWater } from './simulation.ts'

exposeSimulation(leakWater)
