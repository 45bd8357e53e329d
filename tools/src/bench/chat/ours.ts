import { freePort } from '../free-port.ts'
import { startOurServer } from '../our-server.ts'
import type { Target } from './load-plan.ts'
import { prepareAgents } from './prepare-agents.ts'
import type { Subject } from './subject.ts'

export interface OursOptions {
  readonly databaseUrl: string
  readonly modelUrl: string
  /** Where the server keeps its files and its key. */
  readonly dataDir: string
  /** Markdown that one of the agents answers from. */
  readonly knowledge: string
}

const page = 'https://shop.example'

/** Our server as people start it, with two agents on a web page that ask the mock model. The agents are made at the first start. */
export function ours({ databaseUrl, modelUrl, dataDir, knowledge }: OursOptions): Subject {
  let agents: ReturnType<typeof prepareAgents> | null = null
  return {
    async start() {
      const port = await freePort()
      const env = { PORT: String(port), DATABASE_URL: databaseUrl, DATA_DIR: dataDir, OPENAI_BASE_URL: modelUrl }
      const { pid, stop, url } = await startOurServer(['--no-demo'], env)
      agents ??= prepareAgents({ url, knowledge, page })
      const { plain, searching } = await agents
      return { name: 'ours', pid, target: chatOf(url, plain), searching: chatOf(url, searching), stop }
    },
  }
}

const chatOf = (origin: string, agentId: string): Target => ({
  origin,
  path: `/api/v1/agents/${agentId}/chat`,
  headers: { origin: page },
  conversations: true,
  textMark: '"text-delta"',
  endMark: '"type":"finish","reason":"stop"',
})
