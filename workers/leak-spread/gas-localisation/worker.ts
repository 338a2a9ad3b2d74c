import '../../jitless.ts'
import { exposeSimulation } from '../../expose.ts'
import { locateGasSource } from './simulation.ts'

exposeSimulation(locateGasSource)
