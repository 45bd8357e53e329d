import { type Host, startHost } from '@craveva/adapter-kit/host/start-host'
import { createClient } from '@craveva/sdk/client'
import express from 'express'
import { pino } from 'pino'
import { type Config, localUrl } from '../config.ts'
import { internalUrl } from '../internal-url.ts'
import { listen } from '../listen.ts'
import { StartError } from '../postgres/start-error.ts'
import { createAdapters } from './adapters.ts'
import { findChromium } from './find-chromium.ts'
import { localHookRoutes } from './hook-routes.ts'
import { requirePlatform } from './make-service-key.ts'

/** An adapter in a process of its own. */
export interface RunningAdapter {
  readonly url: string
  stop(): Promise<void>
}

/**
 * Runs one adapter apart from the server, with the API's address and a key of its platform. What platforms send still goes to the public
 * address of the server, which passes it on to here: `HOST` and `PORT` are where it reaches this process.
 */
export async function runAdapter(config: Config, platform: string | undefined): Promise<RunningAdapter> {
  requirePlatform(config, platform)
  const { apiUrl, serviceKey } = config
  if (!apiUrl || !serviceKey)
    throw new StartError(
      'BAD_CONFIGURATION',
      'Set API_URL, the address of the server, and SERVICE_KEY, which this prints: npm start -- service-key <platform>',
    )
  const adapter = createAdapters({ ...config, chromium: findChromium(config.chromiumPath) }).find(
    candidate => candidate.platform === platform,
  )
  if (!adapter) throw new StartError('BAD_CONFIGURATION', `There is no adapter ${platform}.`)
  const log = pino({ level: config.logLevel })
  const client = createClient({ baseUrl: apiUrl, token: serviceKey })
  // A wrong key is told now, and not in the log.
  await client.adapters.claim({ holder: 'check', most: 0 }, { maxRetries: 1 }).catch(error => {
    throw new StartError(
      'BAD_CONFIGURATION',
      `The server at ${apiUrl} does not let this adapter in: ${error instanceof Error ? error.message : error}`,
    )
  })
  let host: Host | null = null
  const app = express()
  app.disable('x-powered-by')
  app.use(localHookRoutes({ log }, () => (host ? [host] : [])))
  const { server, port } = await listen(app, config)
  const url = localUrl(config.host, port)
  host = startHost({
    adapter,
    client,
    hookUrl: internalUrl(config, port),
    log: (message, details) => log.warn({ platform, ...details }, message),
  })
  const running = host
  return {
    url,
    async stop() {
      await running.stop()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
