import { freePort } from '../free-port.ts'
import { startOurServer } from '../our-server.ts'
import { prepareAgent } from './prepare-agent.ts'
import type { Subject } from './subject.ts'

export interface OursOptions {
  readonly databaseUrl: string
  readonly modelUrl: string
  /** Where the server keeps its files and its key. */
  readonly dataDir: string
  /** What the agent answers from; empty for an agent without data sources. */
  readonly knowledge: string
}

const page = 'https://shop.example'

/** Our server as people start it, with an agent on a web page that asks the mock model. The agent is made at the first start. */
export function ours({ databaseUrl, modelUrl, dataDir, knowledge }: OursOptions): Subject {
  let agent: Promise<string> | null = null
  return {
    async start() {
      const port = await freePort()
      const env = { PORT: String(port), DATABASE_URL: databaseUrl, DATA_DIR: dataDir, OPENAI_BASE_URL: modelUrl }
      const { pid, stop, url } = await startOurServer(['--no-demo'], env)
      agent ??= prepareAgent({ url, knowledge, page })
      return {
        name: 'ours',
        pid,
        target: {
          origin: url,
          path: `/api/v1/agents/${await agent}/chat`,
          headers: { origin: page },
          conversations: true,
          textMark: '"text-delta"',
          endMark: '"type":"finish","reason":"stop"',
        },
        stop,
      }
    },
  }
}
