import type { Server } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Adapter } from '@craveva/adapter-kit/adapter'
import type { Host } from '@craveva/adapter-kit/host/start-host'
import { closeRoutes, createApp } from '@craveva/core/app'
import { createDiskFileStore } from '@craveva/core/files/disk-file-store'
import { createMetricsApp } from '@craveva/core/http/serve-metrics'
import { createRealtime } from '@craveva/core/realtime/create-realtime'
import { type Core, startCore } from '@craveva/core/start-core'
import { pino } from 'pino'
import { createAdapters } from './adapters/adapters.ts'
import { findChromium } from './adapters/find-chromium.ts'
import { hookRoutes } from './adapters/hook-routes.ts'
import { startHosts } from './adapters/start-hosts.ts'
import { type Config, localUrl } from './config.ts'
import { createDemo } from './demo/create-demo.ts'
import { demoRoutes } from './demo/demo-routes.ts'
import type { DemoState } from './demo/demo-state.ts'
import { readDemoState } from './demo/demo-state.ts'
import { internalUrl } from './internal-url.ts'
import { loadKeyring } from './keys/keyring.ts'
import { requireStrongSecrets } from './keys/strong-secrets.ts'
import { listen } from './listen.ts'
import { createMail } from './mail.ts'
import { createModels } from './models.ts'
import { pageRoutes } from './pages/pages.ts'
import { createPayments } from './payments.ts'
import { platforms } from './platforms/platforms.ts'
import { startPostgres } from './postgres/start-postgres.ts'
import { version } from './version.ts'
import { widgetRoutes } from './widget/widget-files.ts'

export interface StartOptions {
  readonly config: Config
  /** Whether to set up the demo shop, and to serve it. */
  readonly demo: boolean
  /** In place of the program's own adapters. */
  readonly adapters?: readonly Adapter[]
  /** Platforms whose adapters run in processes of their own. */
  readonly apart?: readonly string[]
  /** Told what happens, in short lines. */
  readonly say: (line: string) => void
}

export interface Running {
  /** Where this machine reaches the server. */
  readonly url: string
  readonly demo: DemoState | null
  /** Where mail goes. */
  readonly mail: string
  /** Settles with the reason when the database ends without having been asked to. */
  readonly failure: Promise<string>
  stop(): Promise<void>
}

const widgetFolder = join(import.meta.dirname, '../../widget/dist')
const pagesFolder = join(import.meta.dirname, '../pages')
const demoFolder = join(import.meta.dirname, '../demo')

/** Milliseconds that turns and requests under way get when the server is asked to stop. */
const graceMs = 20_000

/** Starts everything, in order: database, core, routes, demo. What was started is stopped again when a later step fails. */
export async function start({ config, demo, apart = [], say, adapters }: StartOptions): Promise<Running> {
  const log = pino({ level: config.logLevel, redact: ['*.password', '*.token', '*.refresh_token', '*.authorization'] })
  const undo: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step().catch(error => log.error({ err: error }, 'a part did not stop cleanly'))
  }
  try {
    await requireStrongSecrets(config)
    const postgres = config.databaseUrl ? null : await startPostgres({ dataDir: config.dataDir, log: say })
    if (postgres) undo.push(() => postgres.stop())
    const models = createModels(config)
    undo.push(() => models.close())
    const mail = createMail(config, log)
    const core = await startCore({
      config: {
        version,
        publicUrl: config.publicUrl,
        consoleOrigins: config.consoleOrigins,
        trustedProxies: config.trustedProxies,
        egressAllow: config.egressAllow,
        planDefault: config.planDefault,
        messageFees: config.messageFees,
        checkAnswers: false,
      },
      log,
      databaseUrl: config.databaseUrl ?? postgres?.url ?? '',
      soleServer: postgres !== null,
      ...(await loadKeyring(config)),
      mail,
      files: await createDiskFileStore(join(config.dataDir, 'files')),
      models: models.catalogue,
      embedder: models.embedder,
      platforms,
      payments: createPayments(config),
      redisUrl: config.redisUrl,
    })
    undo.push(() => core.stop(graceMs))
    if (config.metricsPort !== null) {
      const metrics = await listen(createMetricsApp(core.services), { port: config.metricsPort, host: config.host })
      undo.push(() => close(metrics.server))
      say(`Metrics for Prometheus: ${localUrl(config.host, metrics.port)}/metrics`)
    }
    const served = await serve(core, config, demo)
    undo.push(served.close)
    const url = localUrl(config.host, served.port)
    const hookUrl = internalUrl(config, served.port)
    const { hosts, stop: stopHosts } = await startHosts(core.services, {
      adapters: (
        adapters ??
        createAdapters({
          dataDir: config.dataDir,
          chromium: findChromium(config.chromiumPath),
          telegramApiRoot: config.telegramApiRoot,
          shopifyApp: config.shopifyApp,
          egressAllow: config.egressAllow,
        })
      ).filter(({ platform }) => !apart.includes(platform)),
      url,
      hookUrl,
      serverId: core.services.runner.serverId,
    })
    served.takeHooks(hosts, hookUrl)
    undo.push(stopHosts)
    const state = demo
      ? await createDemo({
          apiUrl: `${url}/api/v1`,
          dataDir: config.dataDir,
          folder: demoFolder,
          shopUrl: `${config.publicUrl}/demo`,
          log: say,
        })
      : null
    served.showAgent(state?.agent_id ?? null)
    return { url, demo: state, mail: mail.destination, failure: postgres?.failure ?? new Promise(() => {}), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function serve({ services }: Core, config: Config, demo: boolean) {
  let agentId: string | null = demo ? ((await readDemoState(config.dataDir)).agent_id ?? null) : null
  const app = createApp(services)
  app.use(await widgetRoutes(services, widgetFolder, config.dataDir))
  let hooks: { hosts: readonly Host[]; url: string } | null = null
  app.use(
    hookRoutes(
      services,
      () => hooks?.hosts ?? [],
      () => hooks?.url ?? null,
    ),
  )
  app.use(pageRoutes(pagesFolder))
  if (demo) app.use(await demoRoutes(demoFolder, () => agentId))
  app.get('/', (_request, response) => response.redirect(demo ? '/demo/' : '/api/v1/health'))
  closeRoutes(app, services)
  const { server, port } = await listen(app, config)
  const realtime = createRealtime(services)
  realtime.attach(server)
  return {
    port,
    takeHooks: (hosts: readonly Host[], url: string) => {
      hooks = { hosts, url }
    },
    showAgent: (id: string | null) => {
      agentId = id
    },
    close: () => close(server, realtime),
  }
}

async function close(server: Server, realtime?: ReturnType<typeof createRealtime>) {
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  await realtime?.close()
  server.closeIdleConnections()
  // Whoever follows a stream now resumes it at the next server, or after the restart.
  await Promise.race([closed, pause(5000)])
  server.closeAllConnections()
  await closed
}
