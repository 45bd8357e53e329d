import { parseArgs } from 'node:util'
import { parseScript } from './script.ts'
import { startMockModel } from './server.ts'

const help = `A scripted server of the OpenAI chat-completions wire.

  node tools/src/mock-model/main.ts [--port 0] [--host 127.0.0.1] [--script 'chunks=50&gap=20']

Point OPENAI_BASE_URL at the URL it prints. An answer is scripted, first match wins, by
  the model name      openai-compatible/mock?first=200&rate=30
  the question        mock: fault=429&times=1&retry_after=2
  --script            for all others; text=echo answers from the prompt, as does the model "echo"
Settings: text (also "tool": what the last tool said), calls ([{"name":…,"arguments":{…}}], URL-encoded), chunks, first, gap, rate, usage, finish, json, fault, at, times, retry_after.`

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    script: { type: 'string', default: '' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) console.log(help)
else {
  const mock = await startMockModel({ port: Number(values.port), host: values.host, script: parseScript(values.script) })
  console.log(mock.url)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => mock.close().then(() => process.exit(0)))
}
