import type { Logger } from 'pino'
import { createKeyUse } from './auth/key-use.ts'
import { sendLink } from './auth/send-link.job.ts'
import { sweepSignIns } from './auth/sweep-sign-ins.ts'
import { mailSpending } from './billing/mail-spending.ts'
import { startPaymentWorker } from './billing/payment-events.ts'
import type { PaymentProvider } from './billing/payment-provider.ts'
import { requestsPerHour } from './billing/requests-per-hour.ts'
import { openMissingAccounts, startComparing, sweepBilling } from './billing/sweep-billing.ts'
import { testPaymentProvider } from './billing/test-payment-provider.ts'
import { mailCode } from './channels/codes/mail-code.job.ts'
import { deploymentTools } from './channels/deployment-tools.ts'
import { forgetInProcessLeases } from './channels/forget-in-process-leases.ts'
import { forgetOldInbox } from './channels/forget-old-inbox.ts'
import { carryOutOrder } from './channels/holdings/carry-out-order.job.ts'
import { startInbox } from './channels/inbox.ts'
import { applyRetention } from './companies/retention.job.ts'
import { sendInvitation } from './companies/send-invitation.job.ts'
import type { CoreConfig } from './config.ts'
import type { Services } from './context.ts'
import { handOffRules, handOffTool } from './conversations/hand-offs.ts'
import { deriveKeys } from './crypto/keys.ts'
import { newId } from './db/ids.ts'
import { inCompany } from './db/in-company.ts'
import { migrate } from './db/migrate.ts'
import { listenForNotifications } from './db/notifications.ts'
import { openDatabase } from './db/open-database.ts'
import type { Platform } from './deployments/platform.ts'
import { createPublishedAgents } from './deployments/published-agents.ts'
import { startDispatcher } from './events/dispatcher.ts'
import { forgetOldEvents } from './events/forget-old-events.ts'
import { createExecutionRunner } from './executions/execution-runner.ts'
import { forgetServer, forgetServers, signOfLife, sweepTurns } from './executions/sweep-turns.ts'
import type { FileStore } from './files/file-store.ts'
import { startPgBossJobs } from './jobs/pg-boss-jobs.ts'
import { createDatabaseBlocks } from './limits/block-store.ts'
import { createHourlyAllowance } from './limits/hourly-allowance.ts'
import { createLimiter } from './limits/limiter.ts'
import { createRedisBlocks } from './limits/redis-blocks.ts'
import type { Mail } from './mail/mail.ts'
import { sendMail } from './mail/send-mail.job.ts'
import type { Embedder } from './models/embedder.ts'
import { createCompanyModels } from './models/keys/company-models.ts'
import type { ModelCatalogue } from './models/model-catalogue.ts'
import { createEgress } from './net/egress.ts'
import type { Lookup } from './net/find-addresses.ts'
import { createSearchMemory } from './retrieval/memory/search-memory.ts'
import { createRetrieve } from './retrieval/retrieve.ts'
import { embedChunks } from './retrieval/vectors/embed-chunks.job.ts'
import { fuseRetrieve } from './retrieval/vectors/fuse-retrieve.ts'
import { prepareVectorSearch } from './retrieval/vectors/prepare-pgvector.ts'
import { createVectorMemory } from './retrieval/vectors/vector-memory.ts'
import { admitKeys } from './secrets/admit-keys.ts'
import { probeSource } from './sources/asking/probe.job.ts'
import { createSourceDesk } from './sources/asking/source-desk.ts'
import { ingest } from './sources/ingest.job.ts'
import { syncSourceNow } from './sources/sync/sync.job.ts'
import { sourceTools } from './sources/tools/source-tools.ts'
import { createMetrics } from './system/metrics.ts'
import { builtInToolsWith } from './tools/built-in-tools.ts'
import { httpTools } from './tools/http-tools.ts'
import { composeTools } from './tools/tools-for.ts'
import { startDeliveryWorker } from './webhooks/delivery-worker.ts'
import { queueForWebhooks } from './webhooks/webhooks.consumer.ts'

/** What only the program can decide. */
export interface CoreOptions {
  readonly config: CoreConfig
  readonly log: Logger
  readonly databaseUrl: string
  /** Whether this server owns its database alone, so that turns left behind by an earlier start can be closed at once. */
  readonly soleServer: boolean
  readonly masterKey: Uint8Array
  /** Further master keys, which open what was sealed with them. */
  readonly acceptedKeys?: readonly Uint8Array[]
  readonly files: FileStore
  readonly mail: Mail
  readonly models: ModelCatalogue
  readonly platforms: readonly Platform[]
  /** Who moves the money; nobody, in tests, unless told. */
  readonly payments?: PaymentProvider
  readonly now?: () => number
  /** What makes texts into vectors; passages are found by words alone without it. */
  readonly embedder?: Embedder | null
  /** Where limits are counted instead of in the database. */
  readonly redisUrl?: string | null
  /** How names of other servers are resolved; as the machine does unless told. */
  readonly lookup?: Lookup
  /** Ports that HTTP may use at public addresses; those of the web unless told. */
  readonly webPorts?: readonly number[]
}

export interface Core {
  readonly services: Services
  /** Ends what is under way, within `graceMs`, and gives everything back. */
  stop(graceMs: number): Promise<void>
}

const heartbeatMs = 5000
const sweepMs = 10_000
const tidyMs = 3600_000

/** Migrates the database and starts everything that works beside requests: jobs, the runner of turns, the sweep of interrupted ones. */
export async function startCore(options: CoreOptions): Promise<Core> {
  const { config, log, databaseUrl, files, models, platforms, now = Date.now } = options
  await migrate(databaseUrl, line => log.info(line))
  const keys = deriveKeys(options.masterKey, options.acceptedKeys)
  const pool = await openDatabase(databaseUrl)
  await admitKeys(pool, keys).catch(error => pool.destroy().then(() => Promise.reject(error)))
  const jobs = await startPgBossJobs(databaseUrl, log)
  const notifications = listenForNotifications(databaseUrl, log)
  const publishedAgents = createPublishedAgents(pool, notifications)
  const embedder = options.embedder ?? null
  const vectors = embedder ? await prepareVectorSearch(databaseUrl, log) : createVectorMemory()
  const searchMemory = createSearchMemory()
  const retrieve = fuseRetrieve(createRetrieve(pool, searchMemory, now), { pool, jobs, log, embedder, vectors })
  const egress = createEgress({
    allow: config.egressAllow,
    ...(options.lookup ? { lookup: options.lookup } : {}),
    ...(options.webPorts ? { webPorts: options.webPorts } : {}),
  })
  const inDatabase = createDatabaseBlocks(pool)
  const blocks = options.redisUrl ? createRedisBlocks(options.redisUrl, inDatabase, log) : inDatabase
  const limiter = createLimiter(blocks, now)
  const keyUse = createKeyUse(pool, log, now)
  const companyModels = createCompanyModels({ pool, keys, models, notifications })
  const sourceDesk = createSourceDesk({ pool, keys, egress, files, now })
  // Whatever offers tools to agents has its line here.
  const requestHandOff = handOffTool({ pool, now })
  const builtInTools = builtInToolsWith({ retrieve, requestHandOff })
  const toolsFor = composeTools([
    () => builtInTools,
    httpTools({ pool, keys, egress, now }),
    sourceTools({ pool, sourceDesk, now, log }),
    deploymentTools({ pool, keys, log }),
  ])
  const runner = createExecutionRunner({
    pool,
    log,
    models,
    companyModels,
    notifications,
    retrieve,
    toolsFor,
    handOffs: handOffRules({ pool, now }),
    requestHandOff,
    serverId: newId('srv', now()),
  })
  const payments = options.payments ?? testPaymentProvider
  const paymentWorker = startPaymentWorker({ pool, payments, now, log })
  const withoutInbox: Omit<Services, 'inbox'> = {
    config,
    log,
    pool,
    keys,
    files,
    jobs,
    limiter,
    metrics: createMetrics(),
    keyUse,
    hourlyAllowance: createHourlyAllowance(companyId => inCompany(pool, companyId, db => requestsPerHour(db, companyId)), now),
    mail: options.mail,
    models,
    companyModels,
    platforms,
    publishedAgents,
    runner,
    notifications,
    retrieve,
    searchMemory,
    toolsFor,
    requestHandOff,
    egress,
    builtInTools,
    payments,
    paymentWorker,
    sourceDesk,
    embedder,
    vectors,
    now,
  }
  const inbox = startInbox(withoutInbox)
  const services: Services = { ...withoutInbox, inbox }

  if (options.soleServer) {
    await forgetServers(pool)
    await forgetInProcessLeases(pool)
  }
  await signOfLife(pool, runner.serverId, keys.sealing.currentId)
  await sweepTurns({ pool, log, runner })
  await openMissingAccounts(services, config.planDefault)
  await startComparing(services)
  const deliveries = startDeliveryWorker(services)
  const consumers = [queueForWebhooks, mailSpending(services), forgetOldEvents, forgetOldInbox]
  const dispatcher = startDispatcher({ pool, log, notifications, consumers, onPassedOn: deliveries.wake })
  await jobs.work('sources.ingest', (payload, signal) => ingest(services, payload, signal))
  await jobs.work('sources.sync', (payload, signal) => syncSourceNow(services, payload, signal))
  await jobs.work('retrieval.embed', (payload, signal) => embedChunks(services, payload, signal))
  await jobs.work('sources.probe', (payload, signal) => probeSource(services, payload, signal))
  await jobs.work('channels.holdings', (payload, signal) => carryOutOrder(services, payload, signal))
  await jobs.work('channels.code', payload => mailCode(services, payload))
  await jobs.work('mail.send', payload => sendMail(services, payload, { link: sendLink, invitation: sendInvitation }))

  const complain = (error: unknown) => log.warn({ err: error }, 'housekeeping failed; it is tried again')
  const timers = [
    setInterval(() => void signOfLife(pool, runner.serverId, keys.sealing.currentId).catch(complain), heartbeatMs),
    setInterval(
      () =>
        void sweepTurns({ pool, log, runner })
          .then(() => limiter.sweep())
          .then(() => sweepBilling(services))
          .catch(complain),
      sweepMs,
    ),
    setInterval(
      () =>
        void applyRetention(services)
          .then(() => sweepSignIns(services))
          .catch(complain),
      tidyMs,
    ),
  ]
  return {
    services,
    async stop(graceMs) {
      for (const timer of timers) clearInterval(timer)
      await inbox.stop()
      await runner.stop(graceMs)
      await forgetServer(pool, runner.serverId).catch(complain)
      await dispatcher.stop()
      await deliveries.stop()
      await paymentWorker.stop()
      await jobs.stop()
      await keyUse.settled()
      await options.mail.close()
      await companyModels.close()
      await blocks.close()
      await notifications.close()
      await pool.destroy()
    },
  }
}
