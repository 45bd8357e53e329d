import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@craveva/sdk/client'
import type { Client } from '@craveva/sdk/client-types'

export interface AgentsPlan {
  /** Address of the server. */
  readonly url: string
  /** Markdown that one of the agents answers from. */
  readonly knowledge: string
  /** The page on which the visitors are. */
  readonly page: string
}

/**
 * Makes a company with two agents on a web page that ask the mock model, one without data sources and one that searches; their ids. The
 * limiters are on, with limits that thousands of simulated visitors of one network address do not reach.
 */
export async function prepareAgents({ url, knowledge, page }: AgentsPlan) {
  const { token } = await createClient({ baseUrl: url }).auth.register({
    email: 'bench@shop.example',
    password: 'a bench needs no secret',
    full_name: 'Bench',
    company_name: 'Bench Shop',
  })
  const client = createClient({ baseUrl: url, token })
  return {
    plain: await deployAgent(client, page, []),
    searching: await deployAgent(client, page, [await uploadKnowledge(client, knowledge)]),
  }
}

async function deployAgent(client: Client, page: string, dataSources: string[]) {
  const { agent } = await client.agents.create({ name: 'Bench', model, data_sources: dataSources })
  const limits = { visitor_per_minute: 1_000_000, network_per_minute: 1_000_000, agent_per_minute: 1_000_000 }
  await client.deployments.deployMessaging({ agent_id: agent.agent_id, platform: 'web', config: { allowed_origins: [page], limits } })
  const answer = await client.chat.send({ agent_id: agent.agent_id, message: 'How long can I send things back?' })
  if (answer.fallback_reason) throw new Error(`${answer.model_used} answered instead of ${model}: ${answer.fallback_reason}`)
  return agent.agent_id
}

const model = 'openai-compatible/mock'

async function uploadKnowledge(client: Client, knowledge: string) {
  const { data_source } = await client.dataSources.upload({ files: { name: 'help.md', data: knowledge }, source_name: 'Help pages' })
  const { connection_id } = data_source
  for (let tries = 0; tries < 300; tries++) {
    const { status, status_message } = (await client.dataSources.get({ connection_id })).data_source
    if (status === 'connected') return connection_id
    if (status === 'error') throw new Error(`The help pages could not be read: ${status_message}`)
    await sleep(100)
  }
  throw new Error('The help pages were not read within 30 s')
}
