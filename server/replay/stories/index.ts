import type { Story, StoryName } from '../story.ts'
import { bridgeOverload } from './bridge-overload.ts'
import { burstMain } from './burst-main.ts'
import { galleryGas } from './gallery-gas.ts'
import { gasInWells } from './gas-in-wells.ts'
import { storm } from './storm.ts'

/** Every story and at which hours of the day (China) it may begin. */
export const stories: Readonly<
  Record<StoryName, { readonly tell: Story; readonly hours: readonly [from: number, to: number] }>
> = {
  'gas-in-wells': { tell: gasInWells, hours: [9, 12] },
  'burst-main': { tell: burstMain, hours: [0, 3] },
  storm: { tell: storm, hours: [14, 16] },
  'bridge-overload': { tell: bridgeOverload, hours: [17, 18.5] },
  'gallery-gas': { tell: galleryGas, hours: [20, 22] },
}
