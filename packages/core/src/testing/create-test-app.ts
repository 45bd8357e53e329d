import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlanName } from '@craveva/contract/billing'
import { pino } from 'pino'
import { closeRoutes, createApp } from '../app.ts'
import type { PaymentProvider } from '../billing/payment-provider.ts'
import type { Platform } from '../deployments/platform.ts'
import { createDiskFileStore } from '../files/disk-file-store.ts'
import { builtinModel } from '../models/builtin/builtin-model.ts'
import type { Embedder } from '../models/embedder.ts'
import type { Model } from '../models/model.ts'
import { createModelCatalogue, type ModelCatalogue } from '../models/model-catalogue.ts'
import { parseEgressRule } from '../net/egress-rule.ts'
import type { Lookup } from '../net/find-addresses.ts'
import { createRealtime } from '../realtime/create-realtime.ts'
import { type Core, startCore } from '../start-core.ts'
import { createOpenApiChecker } from './openapi-checker.ts'
import { createTestClient, type TestClient } from './test-client.ts'
import { createTestMail, type TestMail } from './test-mail.ts'
import { webTestPlatform } from './web-test-platform.ts'

export interface TestAppOptions {
  /** Answers for models whose names begin with `test/`. */
  readonly model?: Model
  /** Instead of the builtin model and that one. */
  readonly models?: ModelCatalogue
  readonly now?: () => number
  /** Whether mail is said to reach mailboxes. */
  readonly mailDelivers?: boolean
  /** What makes texts into vectors. */
  readonly embedder?: Embedder
  /** What the app may reach besides public addresses; tests name servers of their own. */
  readonly egressAllow?: readonly string[]
  /** Instead of the web alone. */
  readonly platforms?: readonly Platform[]
  /** How names are resolved; unless told none is, so that no test leaves this machine. */
  readonly lookup?: Lookup
  /** Ports that HTTP may use at public addresses. */
  readonly webPorts?: readonly number[]
  /** The plan of new companies. */
  readonly planDefault?: PlanName
  /** CIDRs of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[]
  /** An empty, migrated database to use, outside of the test runner. */
  readonly database?: { readonly url: string; drop(): Promise<void> }
  /** Micro-credits for a message, by channel. */
  readonly messageFees?: Readonly<Record<string, number>>
  /** Who moves the money; the test provider unless told. */
  readonly payments?: PaymentProvider
  /** Another app whose database, keys and files this one shares, as a second server would. */
  readonly besides?: TestApp
}

export interface TestApp {
  readonly core: Core
  readonly mail: TestMail
  readonly databaseUrl: string
  readonly masterKey: Uint8Array
  /** Where uploaded files are kept. */
  readonly filesFolder: string
  /** Base of the API, without a slash at the end. */
  readonly apiUrl: string
  /** A caller without a credential. */
  readonly anonymous: TestClient
  /** Registers a company and signs its owner in. */
  signUp(): Promise<TestClient>
  stop(): Promise<void>
}

/** The whole API on a port of its own, over a database of its own, with every answer checked against the contract. */
export async function createTestApp({
  model,
  models,
  now = Date.now,
  mailDelivers = false,
  besides,
  egressAllow = [],
  platforms = [webTestPlatform],
  lookup = resolveNothing,
  webPorts,
  embedder,
  planDefault = 'enterprise',
  trustedProxies = [],
  database: given,
  messageFees = {},
  payments,
}: TestAppOptions = {}): Promise<TestApp> {
  const database = besides ? { url: besides.databaseUrl, drop: async () => {} } : (given ?? (await cloneDatabase()))
  const folder = besides?.filesFolder ?? (await mkdtemp(join(tmpdir(), 'craveva-test-')))
  const masterKey = besides?.masterKey ?? randomBytes(32)
  const provider = { title: 'Test', prefixes: ['test/'], cutPrefix: true, model: model ?? null, setting: 'TEST_MODEL', ...keyed(model) }
  const mail = createTestMail({ delivers: mailDelivers, sharedWith: besides?.mail })
  const core = await startCore({
    config: {
      version: '0.0.0',
      publicUrl: 'http://app.test',
      consoleOrigins: ['http://console.test'],
      trustedProxies,
      egressAllow: egressAllow.flatMap(rule => parseEgressRule(rule) ?? []),
      planDefault,
      messageFees,
      checkAnswers: true,
    },
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    lookup,
    ...(webPorts ? { webPorts } : {}),
    ...(embedder ? { embedder } : {}),
    databaseUrl: database.url,
    soleServer: false,
    masterKey,
    mail,
    files: await createDiskFileStore(folder),
    models: models ?? createModelCatalogue(builtinModel, [provider]),
    platforms,
    ...(payments ? { payments } : {}),
    now,
  })
  const app = createApp(core.services)
  closeRoutes(app, core.services)
  const checker = createOpenApiChecker()
  const server = createServer((request, response) => {
    checker.watch(request, response)
    app(request, response)
  })
  const realtime = createRealtime(core.services)
  realtime.attach(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`
  const anonymous = createTestClient(apiUrl, null)
  return {
    core,
    mail,
    databaseUrl: database.url,
    masterKey,
    filesFolder: folder,
    apiUrl,
    anonymous,
    signUp: () => signUp(anonymous, apiUrl),
    async stop() {
      await realtime.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await core.stop(0)
      await database.drop()
      if (!besides) await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
      assert.deepEqual(checker.violations.slice(0, 5), [], 'answers are as the OpenAPI document says')
    },
  }
}

/** Imported when it is needed: it works in the test runner alone. */
const cloneDatabase = async () => (await import('@craveva/testing/test-database')).cloneTestDatabase()

/** A company's own key leads to the same model. */
const keyed = (model: Model | undefined) =>
  ({ id: 'openai', withKey: () => ({ ...(model ?? builtinModel), close: async () => {} }) }) as const

const resolveNothing: Lookup = async () => []

async function signUp(anonymous: TestClient, apiUrl: string) {
  const person = {
    email: `${randomBytes(6).toString('hex')}@example.com`,
    password: 'SecurePassword123!',
    full_name: 'John Doe',
    company_name: 'Example Corp',
  }
  const { body } = await anonymous.post('/auth/register', person)
  return createTestClient(apiUrl, String(body.token))
}
