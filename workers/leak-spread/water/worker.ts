import '../../jitless.ts'
import { exposeSimulation } from '../../expose.ts'
import { leakWaterOfCity } from '../question/water-simulation.ts'

exposeSimulation(leakWaterOfCity)
