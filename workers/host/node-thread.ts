import { workerData } from 'node:worker_threads'
import { type CrewPlace, joinCrew } from '../inundation/surface/crew.ts'

joinCrew(workerData as CrewPlace)
