import type { Adapter } from '@craveva/adapter-kit/adapter'
import type { FrontDoor } from '@craveva/adapter-kit/front-door'
import { type Host, startHost } from '@craveva/adapter-kit/host/start-host'
import { createServiceKey } from '@craveva/core/channels/create-service-key'
import { createTestApp, type TestApp } from '@craveva/core/testing/create-test-app'
import { waitFor } from '@craveva/core/testing/wait-for'
import { createClient } from '@craveva/sdk/client'
import express from 'express'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { listen } from '../listen.ts'
import { openHooks } from '../testing/host-adapters.ts'
import { localHookRoutes } from './hook-routes.ts'

/** What is for no deployment, where adapters run in processes of their own. */

const shop = 'shop.example'
let app: TestApp
let server: Awaited<ReturnType<typeof openHooks>>
const undo: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  app = await createTestApp()
  server = await openHooks(app, () => [])
})
afterAll(async () => {
  for (const step of undo.reverse()) await step()
  await server.close()
  await app.stop()
})

/** Echoes what it is asked for, and by which address the platform reaches it. */
const adapter: Adapter = {
  platform: 'web',
  settings: z.looseObject({}),
  frontDoor: ({ publicUrl, installations }): FrontDoor => ({
    async handle(request) {
      const body = await request.text()
      const { deployment } = await installations.find(shop)
      if (new URL(request.url).pathname.endsWith('/on') && deployment) return { deploymentId: deployment.id, path: 'inbox' }
      return Response.json({ body, publicUrl })
    },
  }),
  open: async () => ({
    health: async () => ({ state: 'ok', message: null }),
    close: async () => {},
    handle: async request => {
      const { pathname, search } = new URL(request.url)
      return Response.json({ path: pathname.split('/').at(-1) + search, body: await request.text() })
    },
  }),
}

/** A process apart; those with `most` 0 look after no deployments. */
async function runApart(name: string, ofIt: Adapter, most: number): Promise<Host> {
  const key = await createServiceKey(app.core.services.pool, 'web', name)
  const hosts: Host[] = []
  const routes = express()
  routes.use(localHookRoutes({ log: pino({ level: 'silent' }) }, () => hosts))
  const { server: own, port } = await listen(routes, { host: '127.0.0.1', port: 0 })
  const host = startHost({
    adapter: ofIt,
    client: createClient({ baseUrl: app.apiUrl, token: key }),
    hookUrl: `http://127.0.0.1:${port}`,
    log: () => {},
    timings: { claim: 50 },
    most,
  })
  hosts.push(host)
  undo.push(async () => {
    await host.stop()
    own.closeAllConnections()
    await new Promise(resolve => own.close(resolve))
  })
  return host
}

const send = async (path: string) => {
  const answer = await fetch(`${server.hookUrl}/hooks/web/app${path}`, { method: 'POST', body: 'what a platform sends' })
  return { status: answer.status, body: await answer.json().catch(() => null), onward: answer.headers.get('x-craveva-onward') }
}

test('nobody answers: the platform is asked to come again', async () => {
  expect((await send('')).status).toBe(503)
})

test('a process that holds no deployment answers for the platform, and says where a request goes on', async () => {
  await runApart('the door', adapter, 0)
  await waitFor(async () => (await send('/here')).status === 200)
  expect((await send('/here')).body).toEqual({ body: 'what a platform sends', publicUrl: 'http://app.test/hooks/web/app' })
  const authorization = `Bearer ${await createServiceKey(app.core.services.pool, 'web', 'accepts')}`
  const offer = { name: 'Shop', email: 'owner@example.com', agent: { name: 'Helper', type: 'custom' } }
  await app.anonymous.post(`/adapter/installations/${shop}/accept`, offer, { headers: { authorization } })
  expect((await send('/on')).status).toBe(503)
  const { frontDoor: _, ...behind } = adapter
  const host = await runApart('behind the door', behind, 10)
  await waitFor(async () => host.held.length === 1)
  await waitFor(async () => (await send('/on')).status === 200)
  expect(await send('/on?shop=1')).toEqual({ status: 200, body: { path: 'inbox?shop=1', body: 'what a platform sends' }, onward: null })
})
