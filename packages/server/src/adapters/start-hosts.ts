import type { Adapter } from '@craveva/adapter-kit/adapter'
import { type Host, startHost } from '@craveva/adapter-kit/host/start-host'
import { createServiceKey } from '@craveva/core/channels/create-service-key'
import { inProcessHolder } from '@craveva/core/channels/in-process-holder'
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
  const hosts: Host[] = []
  for (const adapter of options.adapters) {
    const token = await createServiceKey(pool, adapter.platform, `in-process ${options.serverId}`)
    hosts.push(
      startHost({
        adapter,
        client: createClient({ baseUrl: options.url, token }),
        hookUrl: options.hookUrl ?? options.url,
        holder: `${inProcessHolder}${options.serverId}`,
        log: (message, details) => log.warn({ platform: adapter.platform, ...details }, message),
      }),
    )
  }
  // A deployment that was just made is opened at once.
  notifications.onAny(({ kind }) => {
    if (kind === 'agent') for (const host of hosts) host.wake()
  })
  return { hosts, stop: () => Promise.all(hosts.map(host => host.stop())) }
}
