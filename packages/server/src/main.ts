import { parseArgs } from 'node:util'
import { readConfig } from './config.ts'
import { StartError } from './postgres/start-error.ts'
import { type Running, start } from './start.ts'

const usage = `Usage: npm start [-- --no-demo]

  --no-demo   start empty, without the demo shop
  --help      this text

Settings are environment variables; README.md lists them. The most used: PORT, DATA_DIR, DATABASE_URL, OPENAI_API_KEY, OPENAI_BASE_URL.`

const say = (line: string) => console.log(line)

async function main() {
  const options = readArguments()
  if (options.help) return say(usage)
  const config = readConfig(process.env)
  const running = await start({ config, demo: options.demo, say })
  announce(running, config.dataDir)
  stopOnSignals(running)
  void running.failure.then(async reason => {
    console.error(`The database ended: ${reason}`)
    await running.stop()
    process.exit(1)
  })
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: { demo: { type: 'boolean', default: true }, help: { type: 'boolean', default: false } },
      allowNegative: true,
    })
    return values
  } catch (error) {
    throw new StartError('BAD_CONFIGURATION', `${error instanceof Error ? error.message.split('.')[0] : error}.\n\n${usage}`)
  }
}

function announce({ url, demo, mail }: Running, dataDir: string) {
  const lines = [
    ...(demo ? [['Demo shop', `${url}/demo/`]] : []),
    ['API', `${url}/api/v1`],
    ...(demo ? [['Owner', `${demo.email}  password ${demo.password}`]] : []),
    ['Mail', mail],
    ['Data', dataDir],
  ]
  say('')
  say('Craveva is running. Stop it with Ctrl+C.')
  for (const [label = '', value] of lines) say(`  ${label.padEnd(10)} ${value}`)
  say('')
}

function stopOnSignals(running: Running) {
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
  console.error(error instanceof StartError ? `\n${error.message}\n` : error)
  process.exit(1)
})
