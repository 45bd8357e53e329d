import { parseArgs } from 'node:util'
import { StartRefused } from '@craveva/core/start-refused'
import { makeServiceKey, requirePlatform } from './adapters/make-service-key.ts'
import { runAdapter } from './adapters/run-adapter.ts'
import { type Config, readConfig } from './config.ts'
import { rotateKey } from './keys/rotate-key.ts'
import { StartError } from './postgres/start-error.ts'
import { releaseMemory } from './release-memory.ts'
import { type Running, start } from './start.ts'

const usage = `Usage: npm start [-- --no-demo]
       npm start -- demo-shop <platform>     a made-up shop on woocommerce or shopify, with the chat on its pages
       npm start -- adapter <platform>       runs one adapter apart, with API_URL and SERVICE_KEY
       npm start -- service-key <platform>   prints a new key for it; with the embedded database, while the server is stopped
       npm start -- rotate-key [--lost]      seals all secrets with another encryption key; see docs/guides/operating.md

  --no-demo   start empty, without the demo shop
  --apart     a platform whose adapter runs in processes of its own, and not here; can be given again
  --name      of the key; one of the same name ends (default: apart)
  --lost      go on without secrets whose key is lost: they must be entered again
  --help      this text

Settings are environment variables; README.md lists them. The most used: PORT, DATA_DIR, DATABASE_URL, OPENAI_API_KEY, OPENAI_BASE_URL.`

const say = (line: string) => console.log(line)

async function main() {
  const options = readArguments()
  if (options.help) return say(usage)
  const config = readConfig(process.env)
  const [command, platform] = options.words
  if (command === 'service-key') return makeServiceKey(config, platform, options.name, say)
  if (command === 'rotate-key') return rotateKey(config, options.lost, say)
  if (command === 'adapter') {
    const adapter = await runAdapter(config, platform)
    say(`The adapter ${platform} is running at ${adapter.url}. Stop it with Ctrl+C.`)
    return stopOnSignals(adapter)
  }
  if (command === 'demo-shop') return runDemoShop(config, platform)
  for (const name of options.apart) requirePlatform(config, name)
  const running = await start({ config, demo: options.demo, apart: options.apart, say })
  await releaseMemory()
  announce(running, config.dataDir)
  stopOnEnd(running)
}

async function runDemoShop(config: Config, platform: string | undefined) {
  const { startDemoShop } = await import('./demo-shop/demo-shop.ts')
  const shop = await startDemoShop(config, platform, say)
  tell(`The demo shop on ${shop.title} is open. Stop it with Ctrl+C.`, [
    ['Shop', shop.shopUrl],
    ['Orders', '1001 of jo.kim@example.com, 1002 of sam@example.com'],
    ['API', `${shop.url}/api/v1`],
    ['Owner', `${shop.owner.email}  password ${shop.owner.password}`],
    ['Data', shop.dataDir],
  ])
  stopOnEnd(shop)
}

/** Stops when it is asked to, and when its database ends without. */
function stopOnEnd(running: Pick<Running, 'stop' | 'failure'>) {
  stopOnSignals(running)
  void running.failure.then(async reason => {
    console.error(`The database ended: ${reason}`)
    await running.stop()
    process.exit(1)
  })
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      options: {
        apart: { type: 'string', multiple: true, default: [] },
        demo: { type: 'boolean', default: true },
        help: { type: 'boolean', default: false },
        lost: { type: 'boolean', default: false },
        name: { type: 'string', default: 'apart' },
      },
      allowNegative: true,
      allowPositionals: true,
    })
    if (positionals.length > 0 && !['service-key', 'rotate-key', 'adapter', 'demo-shop'].includes(positionals[0] ?? ''))
      throw new Error(`Unknown command ${positionals[0]}`)
    return { ...values, words: positionals }
  } catch (error) {
    throw new StartError('BAD_CONFIGURATION', `${error instanceof Error ? error.message.split('.')[0] : error}.\n\n${usage}`)
  }
}

function announce({ url, demo, mail }: Running, dataDir: string) {
  tell('Craveva is running. Stop it with Ctrl+C.', [
    ...(demo ? [['Demo shop', `${url}/demo/`]] : []),
    ['API', `${url}/api/v1`],
    ...(demo ? [['Owner', `${demo.email}  password ${demo.password}`]] : []),
    ['Mail', mail],
    ['Data', dataDir],
  ])
}

function tell(title: string, lines: readonly (readonly string[])[]) {
  say('')
  say(title)
  for (const [label = '', value] of lines) say(`  ${label.padEnd(10)} ${value}`)
  say('')
}

function stopOnSignals(running: { stop(): Promise<void> }) {
  let asked = false
  const onSignal = async () => {
    if (asked) return
    asked = true
    say('Stopping …')
    await running.stop()
    process.exit(0)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}

main().catch(error => {
  console.error(error instanceof StartError || error instanceof StartRefused ? `\n${error.message}\n` : error)
  process.exit(1)
})
