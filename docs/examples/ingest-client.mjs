// Sends readings to Lifeline Twin by HTTP or MQTT and keeps each batch until it is acknowledged.
//
//   LIFELINE_KEY=… node ingest-client.mjs http://127.0.0.1:4173 readings.ndjson
//   LIFELINE_KEY=… node ingest-client.mjs mqtt://127.0.0.1:1883 readings.ndjson demo gateway-7
//
// readings.ndjson: one reading a line, such as {"sensor":"water-pressure-001","at":"2026-06-01T08:30:00+08:00","value":0.34}
// HTTP needs nothing but Node 20; MQTT the package "mqtt".
import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

const BATCH = 1000
/** How long to wait when the server says nothing of it [s]. */
const AGAIN = 5

const [address, file, city = 'demo', device = 'example'] = process.argv.slice(2)
const key = process.env.LIFELINE_KEY
if (!address || !file || !key) {
  console.error('usage: LIFELINE_KEY=… node ingest-client.mjs http://…|mqtt://… readings.ndjson [city] [device]')
  process.exit(2)
}
const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
const readings = lines.map((line) => JSON.parse(line))
const { send, close } = address.startsWith('mqtt') ? await overMqtt() : overHttp()
for (let start = 0; start < readings.length; start += BATCH) await send(readings.slice(start, start + BATCH))
await close()
console.log(`${readings.length} readings acknowledged`)

function overHttp() {
  const url = new URL('/ingest/v1/readings', address)
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
  return {
    async send(batch) {
      for (;;) {
        const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ readings: batch }) }).catch(
          (error) => ({ status: 0, headers: new Headers(), text: async () => error.message }),
        )
        if (answer.status === 200) {
          console.log(JSON.stringify(await answer.json()))
          return
        }
        // not stored, or nobody knows: the same batch again is right in both cases
        const mayHelp = answer.status === 0 || answer.status >= 500
        if (!mayHelp) throw new Error(`${answer.status}: ${await answer.text()}`)
        await delay(1000 * Number(answer.headers.get('Retry-After') ?? AGAIN))
      }
    },
    async close() {},
  }
}

async function overMqtt() {
  const { default: mqtt } = await import('mqtt')
  // one session a device: what was not acknowledged when the connection broke is sent again
  const options = { username: device, password: key, clientId: device, clean: false, protocolVersion: 4 }
  const client = await mqtt.connectAsync(address, options)
  client.on('error', (error) => console.error(error.message))
  return {
    send: (readings) => client.publishAsync(`lifeline/${city}/readings`, JSON.stringify({ readings }), { qos: 1 }),
    close: () => client.endAsync(),
  }
}
