import { createTestClient } from '@craveva/core/testing/test-client'

/** A company with an agent, and the two ways to prove oneself for it. */
export async function prepareCaller(url: string) {
  const api = `${url}/api/v1`
  const person = { email: 'bench@example.com', password: 'SecurePassword123!', full_name: 'Bench', company_name: 'Bench' }
  const token = String((await createTestClient(api, null).post('/auth/register', person)).body.token)
  const owner = createTestClient(api, token)
  const { body } = await owner.post('/agents', { name: 'Bench', type: 'custom' })
  const made = await owner.post('/account/api-keys', { name: 'Bench', permissions: ['read'] })
  return { agentId: String(body.agent.agent_id), token, key: String(made.body.api_key.key) }
}
