import '../../jitless.ts'
import { exposeSimulation } from '../../expose.ts'
import { leakHeatOfCity } from '../question/heat-simulation.ts'

exposeSimulation(leakHeatOfCity)
