import type { SceneConfig } from '../domain/config/scene-config.ts'
import {
  firstShotOf,
  type ShotSources,
  type Subject,
  shotsOf,
  shotView,
  type TourScene,
  targetOf,
} from '../state/shots.ts'
import type { Loadable, TwinState } from '../state/store.ts'
import type { CommandContext } from './context.ts'
import { stepTour } from './steer-tour.ts'

/** from one shot to the next [s] */
const FLIGHT_SECONDS = 1.6

/** The shot that was gone to, and for whom; person null = the reader's own view, which stays whoever signs in. */
interface Playing {
  readonly shot: number
  readonly isPaused: boolean
  readonly person: string | null
}

/**
 * Carries out the tour that the state tells of: flies to each shot, lets the camera turn around what is shown, and goes
 * on to the next. It begins by itself, except where a link names what is to be looked at. Returns what ends it.
 *
 * @param isStill  the reader's system asks for less motion: shots are cut to, and the camera rests
 */
export function conductTour(
  context: CommandContext,
  scenes: readonly TourScene[],
  isStill: () => boolean = () => false,
): () => void {
  const { store, ports, clock } = context
  let playing: Playing | null = null
  /** what waits for its turn gives up when this has moved on */
  let turn = 0

  const play = async (shot: number, isPaused: boolean, state: TwinState): Promise<void> => {
    const entry = shotsOf(scenes)[shot]
    const target = entry && targetOf(entry.scene.focus, sourcesOf(state))
    if (!entry || !target) return
    turn += 1
    const mine = turn
    const isOver = () => mine !== turn
    playing = { shot, isPaused, person: personOf(state) }
    enterScene(context, entry.scene, shot, target.subject)
    void nameSubject(context, target.subject)
    const flight = isStill() ? 0 : FLIGHT_SECONDS
    void ports.camera.flyTo(shotView(entry.shot, target, 0), flight)
    if (isPaused) return
    await clock.wait(flight * 1000)
    if (isOver()) return
    if (!isStill()) void ports.camera.flyTo(shotView(entry.shot, target, 1), entry.shot.seconds)
    await clock.wait(entry.shot.seconds * 1000)
    if (!isOver()) stepTour(context, scenes, 1)
  }
  const rest = () => {
    turn += 1
    const { view } = store.getState()
    if (view) void ports.camera.flyTo(view, 0)
  }
  const follow = (state: TwinState) => {
    const { tour } = state
    // before the engine is mounted it has no camera
    if (state.abilities.size === 0 || (tour === null && playing === null)) return
    if (tour === null) {
      playing = null
      rest()
    } else if (playing?.shot !== tour.shot || (playing.isPaused && !tour.isPaused) || isOfAnother(playing, state)) {
      void play(tour.shot, tour.isPaused, state)
    } else if (tour.isPaused && !playing.isPaused) {
      playing = { shot: tour.shot, isPaused: true, person: null }
      rest()
    }
  }

  begin(context, scenes)
  // a link to a paused tour names its view too
  const { tour, view, selection } = store.getState()
  if (tour?.isPaused && (view !== null || selection.assetId !== null))
    playing = { shot: tour.shot, isPaused: true, person: null }
  follow(store.getState())
  const stop = store.subscribe(follow)
  return () => {
    turn += 1
    stop()
  }
}

/** "" = nobody: the city is all that such a shot was of. */
function personOf({ session }: TwinState): string {
  return session.state === 'loaded' ? (session.value?.userId ?? '') : ''
}

function isOfAnother({ person }: Playing, state: TwinState): boolean {
  return person !== null && person !== personOf(state)
}

function begin({ store }: CommandContext, scenes: readonly TourScene[]): void {
  const { tour, sceneId, selection } = store.getState()
  const linked = tour && shotsOf(scenes)[tour.shot]
  if (linked) {
    // the shot decides which scene a link opens
    store.setState({ sceneId: linked.scene.id })
    return
  }
  const isPaused = selection.assetId !== null || selection.sensorId !== null
  store.setState({ tour: { shot: firstShotOf(scenes, sceneId), isPaused, subject: null } })
}

/** A scene is entered with its own ground; within a scene the reader's choice stays. */
function enterScene(
  { store }: CommandContext,
  scene: Pick<SceneConfig, 'id' | 'underground'>,
  shot: number,
  subject: Subject,
): void {
  store.setState(({ sceneId, tour }) => ({
    tour: tour && { ...tour, shot, subject },
    ...(sceneId === scene.id ? {} : { sceneId: scene.id, underground: scene.underground }),
  }))
}

/** Asks what an asset is called; an answer that comes after another shot has begun is dropped. */
async function nameSubject({ store, ports }: CommandContext, subject: Subject): Promise<void> {
  if (subject.on !== 'asset') return
  const asset = await ports.records.asset(subject.id)
  if (!asset.ok || store.getState().tour?.subject !== subject) return
  const { name } = asset.value
  store.setState(({ tour }) => ({ tour: tour && { ...tour, subject: { ...subject, name } } }))
}

function sourcesOf({ city, alarms, sensors, assets, session }: TwinState): ShotSources {
  const bounds = city.state === 'loaded' ? city.value.bounds : null
  // a visitor who is not signed in reads none of these: the city is all there is
  if (session.state === 'loaded' && session.value === null)
    return { bounds, alarms: 'failed', sensors: 'failed', assets: 'failed' }
  return { bounds, alarms: answerOf(alarms), sensors: answerOf(sensors), assets: answerOf(assets) }
}

function answerOf<Value>(part: Loadable<Value>): Value | 'failed' | null {
  if (part.state === 'loaded') return part.value
  return part.state === 'failed' ? 'failed' : null
}
