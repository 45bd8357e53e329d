import { z } from 'zod'
import { done, id, time } from './common.ts'
import { deploymentStatus } from './deployments.ts'
import { endpoint } from './endpoint.ts'
import { address, inboundEvent, short } from './inbound-events.ts'
import { operations } from './operations.ts'
import { message } from './parts.ts'

/** Header with which an adapter proves that it holds the lease of the deployment in the path. */
export const leaseHeader = 'X-Lease'

/** Seconds a lease lasts; renewed well before, so that a dead adapter's deployments are taken over within half a minute. */
export const leaseSeconds = 20

/** How the core treats what arrives, as the deployment's settings say. */
const handling = z.strictObject({
  merge_ms: z
    .int()
    .min(0)
    .max(60_000)
    .default(1500)
    .meta({ description: 'Messages that follow each other within this time are answered together' }),
  pause_minutes: z
    .int()
    .min(0)
    .max(10_080)
    .default(60)
    .meta({ description: 'How long the agent is silent after a person wrote in the platform’s own app' }),
})

export const signIn = z.object({
  kind: z.enum(['qr', 'code', 'link']),
  value: z.string().max(4000).meta({ description: 'What the QR code holds, the code to type, or the address to open' }),
  expires_at: time.nullable(),
})

const tool = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/),
  description: z.string().max(2000),
  parameters: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema of the arguments' }),
  effect: z.enum(['read', 'visitor', 'change']),
})

const health = {
  status: deploymentStatus.exclude(['paused']),
  message: z.string().max(1000).nullable().meta({ description: 'What to do, in plain words' }),
  sign_in: signIn.nullable().default(null),
  facts: z
    .record(z.string().max(100), z.string().max(1000))
    .default({})
    .meta({ description: 'What the platform tells, such as the account’s name' }),
  tools: z
    .array(tool)
    .max(50)
    .default([])
    .meta({ description: 'What the agent can do on the platform; called at the hook, below `/tools`' }),
}

const lease = z.object({
  deployment_id: id('dep'),
  lease: z.string().nullable().meta({ description: 'Sent as X-Lease; told once, when the lease is new' }),
  revision: z.int().meta({ description: 'Grows when settings or agent change: open the deployment anew' }),
  paused: z.boolean().meta({ description: 'Open it anew when this changes; while it is paused, only what its platform sends is taken' }),
})

const channelAgent = z.object({ agent_id: id('agent'), name: z.string(), greeting: z.string(), language: z.string().nullable() })

export const delivery = z.object({
  delivery_id: id('dlv'),
  address,
  conversation_id: id('conv').nullable(),
  execution_id: id('exec').nullable(),
  state: z
    .enum(['writing', 'ready'])
    .meta({ description: 'writing: follow the turn; ready: `message` is there, or null when nothing is said after all' }),
  message: message.pick({ role: true, parts: true, author_name: true }).nullable(),
  message_ids: z.array(z.string()).meta({ description: 'What the platform calls that which was sent of it before' }),
  reply_to: z.string().nullable().meta({ description: 'Platform’s id of the message that it answers' }),
  attempts: z.int(),
})
export type Delivery = z.infer<typeof delivery>

const wantedFile = z.object({ event_id: z.string(), index: z.int(), ref: z.string(), name: z.string(), media_type: z.string() })

/** Deliveries that the feed tells at once. */
export const mostDeliveries = 500

/** Documents that are brought at once. */
export const mostDocuments = 200

const broughtDocument = z.strictObject({
  id: short(200).meta({
    description: 'Unique within the deployment; the same document again takes the place of what was there',
    examples: ['product:11'],
  }),
  title: short(300),
  url: z.string().max(2000).nullable().default(null).meta({ description: 'Where customers read it' }),
  text: z.string().max(50_000),
  product: z
    .strictObject({
      id: short(200).meta({ description: 'By which tools of the deployment know it' }),
      attributes: z.record(z.string().max(100), z.string().max(2000)).default({}),
    })
    .nullable()
    .default(null)
    .meta({ description: 'Of a product: what it is, without prices and stock, which are read live' }),
})
export type BroughtDocument = z.output<typeof broughtDocument>

/** Somebody whom the platform knows; found by whatever is given. */
export const platformCustomer = z.strictObject({
  subject: short(200).nullable().default(null).meta({ description: 'The `sub` of the tokens that prove who they are' }),
  email: z.string().max(254).nullable().default(null),
  phone: z.string().max(40).nullable().default(null),
})
export type PlatformCustomer = z.output<typeof platformCustomer>

/** What a code opens, and for whom. */
const codePlace = {
  conversation_id: id('conv'),
  about: short(200).meta({ description: 'What is opened by it, such as a number of an order; it is not kept' }),
}

/** It is stored by now, and done soon by a job. */
const ordered = done.extend({ order_id: id('ord') })

export const adaptersApi = {
  claim: endpoint(operations.adapters.claim, {
    body: z.strictObject({
      holder: short(100).meta({ description: 'Names this process, anew at each start' }),
      hook_url: z
        .url({ protocol: /^https?$/ })
        .max(500)
        .nullable()
        .default(null)
        .meta({ description: 'Where this process takes what platforms send', examples: ['https://adapter.example'] }),
      held: z.array(z.string().max(100)).max(10_000).default([]).meta({ description: 'Deployments whose lease it knows' }),
      most: z.int().min(0).max(10_000).default(1000).meta({ description: 'How many deployments it can hold' }),
      front_door: z
        .boolean()
        .default(false)
        .meta({ description: 'Whether this process answers what is for no deployment, at its hook_url' }),
      paused: z.boolean().default(false).meta({ description: 'Whether it takes deployments that are paused, too' }),
    }),
    answer: z.object({
      lease_seconds: z.int(),
      front_door_url: z.string().meta({ description: 'Where platforms reach what is for no deployment' }),
      leases: z.array(lease),
      ended: z.array(id('dep')).meta({ description: 'Of those held, which were deleted, or paused unless it takes these, too' }),
    }),
  }),
  open: endpoint(operations.adapters.open, {
    answer: z.object({
      deployment_id: id('dep'),
      revision: z.int(),
      settings: z.record(z.string(), z.unknown()).meta({ description: 'With their secrets' }),
      agent: channelAgent,
      tool_secret: z.string().meta({ description: 'Signs calls of tools: the HMAC-SHA256 of the body in hex, as X-Craveva-Signature' }),
      public_url: z.string().meta({ description: 'Where platforms reach this deployment' }),
      installation: z
        .string()
        .nullable()
        .meta({ description: 'Of the operator’s app that it was made for, by which the platform knows it' }),
    }),
  }),
  release: endpoint(operations.adapters.release, { answer: done }),
  report: endpoint(operations.adapters.report, { body: z.strictObject(health), answer: done }),
  receive: endpoint(operations.adapters.receive, {
    body: z.strictObject({
      events: z.array(inboundEvent).min(1).max(50).meta({ description: 'In the order in which they happened; all are stored, or none' }),
      handling: handling.prefault({}),
    }),
    answer: z.object({ known: z.array(z.string()).meta({ description: 'Ids of events that were here before' }) }),
  }),
  storeFile: endpoint(operations.adapters.storeFile, {
    body: z.strictObject({
      event_id: short(200),
      index: z.coerce.number().int().min(0).max(100),
      media_type: short(200).optional(),
      failed: z.string().max(500).optional().meta({ description: 'Why there is no file; then none is sent' }),
    }),
    answer: z.object({ file_id: id('file').nullable() }),
    errors: ['CONFLICT'],
  }),
  file: endpoint(operations.adapters.file, { answer: z.unknown() }),
  feed: endpoint(operations.adapters.feed, {
    query: z.strictObject({
      cursor: z
        .string()
        .regex(/^\d{1,20}$/)
        .optional()
        .meta({ description: 'From the answer before; without one, everything that waits' }),
      wait_seconds: z.coerce.number().int().min(0).max(50).default(0).meta({ description: 'How long to wait for something new' }),
    }),
    answer: z.object({
      deliveries: z.array(delivery).meta({ description: `In order, ${mostDeliveries} at most; one already known can come again` }),
      files: z.array(wantedFile).meta({ description: 'Files of inbound events that are to be loaded' }),
      cursor: z.string(),
    }),
  }),
  turn: endpoint(operations.adapters.turn, { answer: z.unknown() }),
  acknowledge: endpoint(operations.adapters.acknowledge, {
    body: z.strictObject({
      state: z.enum(['sending', 'delivered', 'retry', 'failed', 'blocked']),
      message_ids: z.array(z.string().max(300)).max(100).default([]),
      reason: z.string().max(1000).nullable().default(null),
      retry_after_seconds: z.number().min(0).max(86_400).default(0),
    }),
    answer: done,
  }),
  documents: endpoint(operations.adapters.documents, {
    query: z.strictObject({ after: z.string().max(200).optional().meta({ description: 'The last id of the answer before' }) }),
    answer: z.object({ ids: z.array(z.string()).meta({ description: 'In their order, 5000 at most; fewer are the last' }) }),
  }),
  findDocuments: endpoint(operations.adapters.findDocuments, {
    body: z.strictObject({
      words: short(400).meta({ description: 'Spelled, inflected or compounded as people do' }),
      most: z.int().min(1).max(100).default(20),
    }),
    answer: z.object({
      ready: z.boolean().meta({ description: 'Whether everything was there at least once' }),
      documents: z.array(
        z.object({
          id: z.string(),
          product_id: z.string().nullable().meta({ description: 'Of a product: by which tools of the deployment know it' }),
          coverage: z.number().meta({ description: 'Share of what the words tell that it holds, 0 to 1' }),
        }),
      ),
    }),
  }),
  bringDocuments: endpoint(operations.adapters.bringDocuments, {
    body: z.strictObject({
      source_name: short(200).meta({ description: 'What the merchant calls where they come from' }),
      documents: z.array(broughtDocument).max(mostDocuments).default([]),
      deleted: z.array(short(200)).max(5000).default([]).meta({ description: 'Ids of documents that are gone' }),
      complete: z.boolean().default(false).meta({ description: 'Whether everything is there now' }),
    }),
    answer: z.object({ changed: z.int(), unchanged: z.int(), deleted: z.int() }),
  }),
  eraseCustomer: endpoint(operations.adapters.eraseCustomer, { body: platformCustomer, answer: ordered }),
  askForData: endpoint(operations.adapters.askForData, { body: platformCustomer, answer: ordered }),
  erase: endpoint(operations.adapters.erase, {
    body: z.strictObject({
      what: z.enum(['documents', 'everything']).meta({
        description: 'The documents that were brought; or these, what the adapter keeps, and the conversations and leads of the deployment',
      }),
    }),
    answer: ordered,
  }),
  sendCode: endpoint(operations.adapters.sendCode, {
    body: z.strictObject({
      ...codePlace,
      address: z
        .string()
        .max(254)
        .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)
        .meta({ examples: ['jo@example.com'] })
        .nullable()
        .meta({ description: 'null: it is sent to nobody, and takes as long; so that nobody learns whether there is an address' }),
    }),
    answer: z.object({
      wait_minutes: z.int().nullable().meta({ description: 'When the conversation wanted too many; nothing is sent then' }),
    }),
  }),
  checkCode: endpoint(operations.adapters.checkCode, {
    body: z.strictObject({ ...codePlace, code: short(20) }),
    answer: z.object({ right: z.boolean().meta({ description: 'True once; false for what is wrong, too old or tried too often' }) }),
  }),
  readValue: endpoint(operations.adapters.readValue, { answer: z.object({ value: z.unknown() }) }),
  writeValue: endpoint(operations.adapters.writeValue, {
    body: z.strictObject({ value: z.json().meta({ description: 'null forgets it' }) }),
    answer: done,
  }),
}
