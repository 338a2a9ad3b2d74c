import '../../jitless.ts'
import { exposeSimulation } from '../../expose.ts'
import { locateWaterSource } from './simulation.ts'

exposeSimulation(locateWaterSource)
