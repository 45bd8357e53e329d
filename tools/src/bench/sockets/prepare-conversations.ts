import { deployAgent } from '@craveva/core/testing/deploy-agent'
import { createTestClient } from '@craveva/core/testing/test-client'

/** A company whose owner has taken over so many conversations. */
export async function prepareConversations(url: string, count: number) {
  const api = `${url}/api/v1`
  const anonymous = createTestClient(api, null)
  const person = { email: 'owner@example.com', password: 'SecurePassword123!', full_name: 'John Doe', company_name: 'Example Corp' }
  const { body } = await anonymous.post('/auth/register', person)
  const token = String(body.token)
  const owner = createTestClient(api, token)
  const limits = { visitor_per_minute: 100_000, network_per_minute: 100_000, agent_per_minute: 100_000 }
  const { agentId } = await deployAgent(owner, { model: 'builtin' }, { limits })
  const conversationIds: string[] = []
  for (let number = 0; number < count; number++) {
    const chat = await anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello' })
    const id = String(chat.body.conversation_id)
    const { status } = await owner.post(`/conversations/${id}/take-over`)
    if (status !== 200) throw new Error(`A conversation could not be taken over: ${status}`)
    conversationIds.push(id)
  }
  return { token, conversationIds }
}
