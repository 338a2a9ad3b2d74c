import { type CrewPlace, joinCrew } from './crew.ts'

addEventListener('message', ({ data }: MessageEvent<CrewPlace>) => joinCrew(data), { once: true })
