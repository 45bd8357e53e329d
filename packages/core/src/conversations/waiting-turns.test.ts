import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inCompany } from '../db/in-company.ts'
import type { Model, ModelPart, ModelRequest } from '../models/model.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import type { TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'

const secret = 'an identity secret of 32 letters or more'
const finish: ModelPart = { type: 'finish', reason: 'stop', usage: { input_tokens: 1, output_tokens: 1 } }

/** Whom the tool was called for. */
const principals: unknown[] = []
const contexts: unknown[] = []
const requests: ModelRequest[] = []
let letGo = Promise.withResolvers<void>()
/** Says nothing to the first message until it is let go; calls the tool for every other. */
const model: Model = {
  provider: 'test',
  async *stream(request) {
    requests.push(request)
    const last = request.messages.at(-1)
    if (last?.content === 'Wait for me') await letGo.promise
    else if (last?.role === 'user') yield { type: 'tool-call', id: 'c1', name: 'my_orders', arguments: '{}' }
    if (last?.content === 'Wait for me' || last?.role === 'tool') yield { type: 'text', text: 'Done.' }
    yield finish
  },
}

let app: TestApp
let owner: TestClient
let shop: Server
let agentId: string
let deploymentId: string

beforeAll(async () => {
  shop = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { principal, unverified_context } = JSON.parse(body)
    principals.push(principal)
    contexts.push(unverified_context)
    response.writeHead(200, { 'content-type': 'text/plain' }).end('none')
  })
  await new Promise<void>(resolve => shop.listen(0, '127.0.0.1', resolve))
  const { port } = shop.address() as AddressInfo
  app = await createTestApp({ model, egressAllow: [`127.0.0.1/32:${port}`] })
  owner = await app.signUp()
  const tool = {
    name: 'my_orders',
    description: 'Orders',
    parameters: { type: 'object' },
    url: `http://127.0.0.1:${port}/`,
    effect: 'read',
  }
  expect((await owner.post('/tools', tool)).status).toBe(201)
  const config = { tools: ['my_orders'], ui_settings: { context_keys: ['page'] } }
  const deployed = await deployAgent(owner, { model: 'test/any', config }, { identity_secret: secret })
  agentId = deployed.agentId
  deploymentId = deployed.deploymentId
})
afterAll(async () => {
  await app.stop()
  await new Promise(resolve => shop.close(resolve))
})

async function identity(sub: string, customer_id: string) {
  const token = new SignJWT({ customer_id, email: `${sub}@example.com` }).setProtectedHeader({ alg: 'HS256' }).setSubject(sub)
  return {
    'x-visitor-identity': await token.setExpirationTime(Math.floor(Date.now() / 1000) + 600).sign(new TextEncoder().encode(secret)),
  }
}

test('a message that waits behind another is answered for the visitor who was vouched for, and on the page it was sent from', async () => {
  letGo = Promise.withResolvers()
  const headers = await identity('mia', 'c-7')
  const chat = (body: object) => app.anonymous.post(`/agents/${agentId}/chat`, body, { headers })
  const begun = await chat({ message: 'Where am I?' })
  const conversation_id = begun.body.conversation_id
  const first = chat({ message: 'Wait for me', conversation_id })
  await waitFor(async () => requests.at(-1)?.messages.at(-1)?.content === 'Wait for me')
  const second = chat({ message: 'My orders?', conversation_id, context: { page: 'Basket', other: 'not declared' } })
  await waitFor(async () => (await owner.get(`/executions?conversation_id=${conversation_id}&status=queued`)).body.total === 1)
  const company = String((await owner.get('/auth/me')).body.user.company_id)
  const askedWith = () =>
    inCompany(app.core.services.pool, company, db =>
      db.selectFrom('executions').select('asked_with').where('asked_with', 'is not', null).execute(),
    )
  // Tools of a platform get what the model does not.
  expect(await askedWith()).toMatchObject([{ asked_with: { context: { page: 'Basket', other: 'not declared' } } }])
  letGo.resolve()
  expect((await first).body.response).toBe('Done.')
  expect((await second).body.response).toBe('Done.')

  expect(principals.at(-1)).toEqual({
    kind: 'visitor',
    deployment_id: deploymentId,
    claims: { sub: 'mia', email: 'mia@example.com', customer_id: 'c-7' },
  })
  expect(contexts.at(-1)).toEqual({ page: 'Basket' })
  const asked = requests.at(-2)?.messages.map(({ content }) => content) ?? []
  expect(asked.slice(-2)).toEqual([expect.stringMatching(/Unverified[\s\S]*\npage: Basket$/), 'My orders?'])
  expect(await askedWith()).toEqual([])
})
