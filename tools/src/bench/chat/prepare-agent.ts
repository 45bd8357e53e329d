import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@craveva/sdk/client'
import type { Client } from '@craveva/sdk/client-types'

export interface AgentPlan {
  /** Address of the server. */
  readonly url: string
  /** Markdown that the agent answers from; empty for an agent without data sources. */
  readonly knowledge: string
  /** The page on which the visitors are. */
  readonly page: string
}

/**
 * Makes a company with an agent that asks the mock model, on a web page; its id. The limiters are on, with limits that thousands of simulated
 * visitors of one network address do not reach.
 */
export async function prepareAgent({ url, knowledge, page }: AgentPlan): Promise<string> {
  const { token } = await createClient({ baseUrl: url }).auth.register({
    email: 'bench@shop.example',
    password: 'a bench needs no secret',
    full_name: 'Bench',
    company_name: 'Bench Shop',
  })
  const client = createClient({ baseUrl: url, token })
  const { agent } = await client.agents.create({
    name: 'Bench',
    type: 'customer_support',
    model: 'openai-compatible/mock',
    data_sources: knowledge ? [await uploadKnowledge(client, knowledge)] : [],
  })
  const limits = { visitor_per_minute: 1_000_000, network_per_minute: 1_000_000, agent_per_minute: 1_000_000 }
  await client.deployments.deployMessaging({ agent_id: agent.agent_id, platform: 'web', config: { allowed_origins: [page], limits } })
  const answer = await client.chat.send({ agent_id: agent.agent_id, message: 'How long can I send things back?' })
  if (answer.model_used !== 'openai-compatible/mock') throw new Error(`${answer.model_used} answered: ${answer.fallback_reason}`)
  return agent.agent_id
}

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
