import './nonce.ts'
import cityTwin from '../scene-configs/city-twin.json'
import { mountPlanner } from './audiences/planner/index.ts'
import { composePage } from './compose.ts'
import { type PageConfig, pageConfigSchema } from './domain/config/page-config.ts'
import { sceneConfigSchema } from './domain/config/scene-config.ts'
import { readAddress } from './state/address.ts'

const RETRY_MILLISECONDS = 2000

/** The server's word on city and backend; asked for until it answers, and the page says so meanwhile. */
async function loadConfig(host: HTMLElement): Promise<PageConfig> {
  for (;;) {
    try {
      return pageConfigSchema.parse(await (await fetch('/config.json')).json())
    } catch (error) {
      host.textContent = `服务器没有应答，正在重试。The server does not answer, trying again. (${String(error)})`
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS))
    }
  }
}

const host = document.getElementById('root')
if (!host) throw new Error('main: the page has no #root')

const config = await loadConfig(host)
host.textContent = ''
const { store, commands, onSceneHost } = composePage(
  config,
  sceneConfigSchema.parse(cityTwin),
  readAddress(location.search),
)
mountPlanner(host, { store, commands, config, onSceneHost })
commands.openTwin()
