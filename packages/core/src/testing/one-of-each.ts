import { randomUUID } from 'node:crypto'
import type { KeyPermission } from '@craveva/contract/operations'
import { keyPermissions } from '@craveva/contract/operations'
import { createServiceKey } from '../channels/create-service-key.ts'
import type { TestApp } from './create-test-app.ts'
import { deployAgent } from './deploy-agent.ts'
import type { TestClient } from './test-client.ts'
import { waitFor } from './wait-for.ts'

/** A company that has one of everything that an address can name. */
export interface OneOfEach {
  readonly owner: TestClient
  readonly companyId: string
  readonly userId: string
  /** Values for the names in paths: `agent_id`, `connection_id` and so on. */
  readonly params: Readonly<Record<string, string>>
  /** Opens the conversation. */
  readonly visitorToken: string
  /** API keys, each with one permission alone. */
  readonly keys: Readonly<Record<KeyPermission, string>>
  /** What an adapter sends that holds the lease of the deployment. */
  readonly adapter: { readonly authorization: string; readonly 'x-lease': string }
}

/** Makes them in a company of their own, or once more in that of `owner`. */
export async function createOneOfEach(app: TestApp, owner?: TestClient): Promise<OneOfEach> {
  return fill(app, owner ?? (await app.signUp()))
}

async function fill(app: TestApp, owner: TestClient): Promise<OneOfEach> {
  const me = await owner.get('/auth/me')
  const sessions = await owner.get('/account/sessions')
  const company = `/companies/${me.body.user.company_id}`
  const invited = await owner.post(`${company}/invitations`, { email: `invited-${randomUUID()}@example.com`, role: 'member' })
  const outlet = await owner.post(`${company}/outlets`, { name: 'Main Store', address: '123 Main St' })
  const keys = await Promise.all(keyPermissions.map(permission => makeKey(owner, permission)))
  const uploaded = await owner.upload({ 'returns.md': '# Returns\n\nGoods can be returned within 30 days.' })
  const connection_id: string = uploaded.body.data_source.connection_id
  await waitFor(async () => (await owner.get(`/data-sources/${connection_id}`)).body.data_source.status === 'connected')
  const { agentId, deploymentId } = await deployAgent(owner, { data_sources: [connection_id] })
  const webhook = await makeWebhook(owner)
  const payment = await makePayment(owner)
  const tool = await owner.post('/tools', {
    name: `find_order_${randomUUID().slice(0, 8)}`,
    description: 'Finds',
    parameters: { type: 'object' },
    url: 'https://shop.example/t',
    effect: 'read',
  })
  await owner.put('/models/keys/openai', { api_key: 'sk-test-1234' })
  const query_id = await makeSavedQuery(owner)
  const executed = await owner.post(`/agents/${agentId}/execute`, { input: 'Can goods be returned?' })
  const channel = await makeChannel(app, deploymentId)
  const cap = await owner.put('/billing/caps', { scope: 'agent', subject: agentId, period: 'month', amount: 1000 })
  const chat = await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello' })
  const form = new FormData()
  form.set('file', new Blob(['What I mean']), 'note.txt')
  const attached = await app.anonymous.post(`/agents/${agentId}/files`, form)
  const test = await owner.post(`/executions/${executed.body.execution_id}/save-as-test`)
  const knowledge = await makeKnowledge(owner, agentId)
  return {
    owner,
    companyId: me.body.user.company_id,
    userId: me.body.user.id,
    params: {
      agent_id: agentId,
      version: '1',
      deployment_id: deploymentId,
      connection_id,
      conversation_id: chat.body.conversation_id,
      test_id: test.body.test.test_id,
      file_id: attached.body.file.file_id,
      key_id: keys[0]?.id ?? '',
      session_id: sessions.body.sessions[0].id,
      company_id: me.body.user.company_id,
      user_id: me.body.user.id,
      invitation_id: invited.body.invitation.invitation_id,
      outlet_id: outlet.body.outlet.outlet_id,
      tool_id: tool.body.tool.tool_id,
      provider: 'openai',
      query_id,
      execution_id: executed.body.execution_id,
      ...knowledge,
      ...webhook,
      ...payment,
      ...channel.params,
      installation: `shop-of-${deploymentId.slice(4)}.example`,
      cap_id: cap.body.cap.cap_id,
    },
    adapter: channel.headers,
    visitorToken: chat.body.visitor_token,
    keys: Object.fromEntries(keys.map(({ permission, key }) => [permission, key])) as Record<KeyPermission, string>,
  }
}

/** What a merchant adds to documents, and a question that they do not answer. */
async function makeKnowledge(owner: TestClient, agentId: string) {
  const { body } = await owner.post('/knowledge/answers', { questions: ['Do you wrap gifts?'], answer: 'Yes, for €4.50.' })
  const synonyms = await owner.post('/knowledge/synonyms', { phrases: ['snug', 'hot water bottle'] })
  await owner.post(`/agents/${agentId}/execute`, { input: 'Which zeppelin flies to the moon?' })
  const unanswered = await owner.get(`/knowledge/unanswered?agent_id=${agentId}`)
  return {
    answer_id: String(body.answer.answer_id),
    synonym_id: String(synonyms.body.synonyms.synonym_id),
    question_id: String(unanswered.body.questions[0].question_id),
  }
}

/** A webhook with one delivery that has failed; it is disabled, so that no more is tried. */
async function makeWebhook(owner: TestClient) {
  const { body } = await owner.post('/webhooks', { url: 'https://shop.example/webhook', events: ['agent.updated'] })
  const webhook_id: string = body.webhook.webhook_id
  const event_id: string = (await owner.post(`/webhooks/${webhook_id}/test`)).body.delivery.event_id
  await waitFor(async () => (await owner.get(`/webhooks/${webhook_id}/deliveries/${event_id}`)).body.delivery.attempts === 1)
  await owner.put(`/webhooks/${webhook_id}`, { status: 'disabled' })
  return { webhook_id, event_id }
}

/** A query over a database that nobody has tried to reach. */
async function makeSavedQuery(owner: TestClient) {
  const connection_config = { type: 'postgres', host: 'database.example', database: 'shop', username: 'reader' }
  const connected = await owner.post('/data-sources/connect', {
    source_name: 'Shop',
    source_type: 'database',
    connection_config,
    test_connection: false,
  })
  const { body } = await owner.post('/saved-queries', {
    connection_id: connected.body.data_source.connection_id,
    name: `stock_of_product_${randomUUID().slice(0, 8)}`,
    description: 'How many pieces of a product there are',
    query: 'select stock from products where name = :name',
    parameters: [{ name: 'name', type: 'string' }],
  })
  return String(body.saved_query.query_id)
}

/** A deployment that an adapter looks after, with a message on its way, a file and a value. */
async function makeChannel({ core: { services }, anonymous }: TestApp, deployment_id: string) {
  const authorization = `Bearer ${await createServiceKey(services.pool, 'web', `for ${deployment_id}`)}`
  const claimed = await anonymous.post('/adapter/leases', { holder: `for ${deployment_id}` }, { headers: { authorization } })
  const found = claimed.body.leases.find((lease: { deployment_id: string }) => lease.deployment_id === deployment_id)
  // A test lasts longer than a lease.
  await services.pool
    .updateTable('deployment_leases')
    .set({ expires_at: new Date(Date.now() + 3_600_000) })
    .execute()
  const headers = { authorization, 'x-lease': String(found.lease) }
  const path = `/adapter/deployments/${deployment_id}`
  const at = { address: 'chat-1', sender: { id: 'visitor-1' } }
  const file = { ref: 'photo-1', name: 'photo.txt', media_type: 'text/plain' }
  const message = {
    ...at,
    kind: 'message',
    event_id: 'event-0',
    message_id: 'message-0',
    sent_at: new Date().toISOString(),
    text: 'Hello',
    files: [file],
  }
  await anonymous.post(`${path}/events`, { events: [message], handling: { merge_ms: 0 } }, { headers })
  const form = new FormData()
  for (const [name, value] of Object.entries({ event_id: 'event-0', index: '0' })) form.set(name, value)
  form.append('file', new Blob(['a photo']), 'photo.txt')
  await anonymous.post(`${path}/files`, form, { headers })
  await anonymous.put(`${path}/store/cursor`, { value: 1 }, { headers })
  const feed = async () => (await anonymous.get(`${path}/feed`, { headers })).body.deliveries[0]
  await waitFor(async () => (await feed())?.state === 'ready')
  const { delivery_id, execution_id } = await feed()
  return { headers, params: { delivery_id, turn_id: execution_id, key: 'cursor' } }
}

/** A card, an invoice for credits bought with it, and a cap on spending them. */
async function makePayment(owner: TestClient) {
  const card = await owner.post('/billing/payment-methods', { payment_method: 'pm_card_visa' })
  const { body } = await owner.post('/billing/credits/topup', { amount: 100 })
  const ids = { invoice_id: String(body.invoice_id), payment_id: String(body.transaction_id) }
  return { payment_method_id: String(card.body.payment_method.id), ...ids }
}

async function makeKey(owner: TestClient, permission: KeyPermission) {
  const { body } = await owner.post('/account/api-keys', { name: `Key to ${permission}`, permissions: [permission] })
  return { permission, id: String(body.api_key.id), key: String(body.api_key.key) }
}
