import '../jitless.ts'
import { exposeSimulation } from '../expose.ts'
import { inundation } from './simulation.ts'

exposeSimulation(inundation)
