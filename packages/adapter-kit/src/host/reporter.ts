import type { Health } from '../health.ts'
import type { DeploymentApi } from './api.ts'
import type { Log } from './open-deployment.ts'
import type { ToolDescription } from './run-tool.ts'

const statuses = { ok: 'active', waiting: 'pending', failing: 'error', 'signed-out': 'disconnected' } as const

/** Milliseconds after which the same is told again, so that it shows when it was looked at last. */
const sameAgainAfter = 300_000

/** Tells the API how a deployment is, when that has changed. */
export function createReporter(api: DeploymentApi, signal: AbortSignal, log: Log) {
  let last = { text: '', at: 0 }
  return async ({ state, message, signIn = null, facts = {} }: Health, tools: readonly ToolDescription[] = []) => {
    const body = {
      status: statuses[state],
      message: message?.slice(0, 1000) ?? null,
      sign_in: signIn && { kind: signIn.kind, value: signIn.value, expires_at: signIn.expiresAt?.toISOString() ?? null },
      facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name.slice(0, 100), value.slice(0, 1000)])),
      tools: [...tools],
    }
    const text = JSON.stringify(body)
    if (text === last.text && performance.now() - last.at < sameAgainAfter) return
    try {
      await api.client.report({ deployment_id: api.deploymentId, ...body }, api.call({ signal }))
      last = { text, at: performance.now() }
    } catch (error) {
      if (!signal.aborted) log('the status could not be told', { error: error instanceof Error ? error.message : String(error) })
    }
  }
}
