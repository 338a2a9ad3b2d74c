import '../../jitless.ts'
import { exposeSimulation } from '../../expose.ts'
import { adjacency } from './simulation.ts'

exposeSimulation(adjacency)
