import type { Adapter } from '@craveva/adapter-kit/adapter'
import { startHost } from '@craveva/adapter-kit/host/start-host'
import { inProcessHolder } from '@craveva/core/channels/in-process-holder'
import { createInProcessKeys, endInProcessKeys } from '@craveva/core/channels/in-process-keys'
import type { Services } from '@craveva/core/context'
import { createClient } from '@craveva/sdk/client'

export interface HostsOptions {
  readonly adapters: readonly Adapter[]
  /** How this machine reaches the API. */
  readonly url: string
  /** Where this process takes what platforms send, and calls of tools; the same as `url` unless given. */
  readonly hookUrl?: string
  /** Names this server, so that each has a key of its own. */
  readonly serverId: string
}

/**
 * Runs adapters in this process. They call the API over the loopback, like those of others, with keys that are made anew at each start.
 */
export async function startHosts({ pool, log, notifications }: Pick<Services, 'pool' | 'log' | 'notifications'>, options: HostsOptions) {
  const keys = await createInProcessKeys(
    pool,
    options.serverId,
    options.adapters.map(({ platform }) => platform),
  )
  const hosts = options.adapters.map(adapter =>
    startHost({
      adapter,
      client: createClient({ baseUrl: options.url, token: keys.get(adapter.platform) ?? '' }),
      hookUrl: options.hookUrl ?? options.url,
      holder: `${inProcessHolder}${options.serverId}`,
      log: (message, details) => log.warn({ platform: adapter.platform, ...details }, message),
    }),
  )
  // A deployment that was just made is opened at once.
  notifications.onAny(({ kind }) => {
    if (kind === 'agent') for (const host of hosts) host.wake()
  })
  return {
    hosts,
    async stop() {
      await Promise.all(hosts.map(host => host.stop()))
      await endInProcessKeys(pool, options.serverId)
    },
  }
}
