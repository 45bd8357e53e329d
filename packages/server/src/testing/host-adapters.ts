import type { Adapter } from '@craveva/adapter-kit/adapter'
import type { Host } from '@craveva/adapter-kit/host/start-host'
import type { TestApp } from '@craveva/core/testing/create-test-app'
import express from 'express'
import { hookRoutes } from '../adapters/hook-routes.ts'
import { startHosts } from '../adapters/start-hosts.ts'
import { listen } from '../listen.ts'

type Needs = Pick<TestApp, 'core' | 'apiUrl'>

/** Takes what platforms send to the hosts there are, and calls of their tools, on an address of its own. */
export async function openHooks({ core }: Needs, hosts: () => readonly Host[]) {
  const app = express()
  app.use(hookRoutes(core.services, hosts, () => null))
  const { server, port } = await listen(app, { host: '127.0.0.1', port: 0 })
  return {
    hookUrl: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

/** Adapters beside a test app as the program runs them: in hosts of this process, reached over the loopback. */
export async function hostAdapters(app: Needs, adapters: readonly Adapter[]) {
  let hosts: readonly Host[] = []
  const { hookUrl, close } = await openHooks(app, () => hosts)
  const started = await startHosts(app.core.services, { adapters, url: app.apiUrl, hookUrl, serverId: 'srv_test' })
  hosts = started.hosts
  return {
    hookUrl,
    async close() {
      await started.stop()
      await close()
    },
  }
}
