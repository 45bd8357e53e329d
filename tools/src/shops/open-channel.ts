import { createServiceKey } from '@craveva/core/channels/create-service-key'
import type { TestApp } from '@craveva/core/testing/create-test-app'
import type { TestClient } from '@craveva/core/testing/test-client'
import { execute } from '@craveva/testing/execute'

/** Lets somebody new write over a messenger, and answers with everything that is delivered to them, as JSON. */
export type WriteTo = (message: string, phone: string | null) => Promise<string>

/** Deploys an agent to a messenger, and takes the place of its adapter: events go in and deliveries come out as with any. */
export async function openChannel(
  app: TestApp,
  owner: TestClient,
  { agentId, platform, config }: { readonly agentId: string; readonly platform: string; readonly config: object },
): Promise<WriteTo> {
  const deployed = await owner.post('/deployments/messaging', { agent_id: agentId, platform, config })
  const deploymentId = String(deployed.body.deployment.deployment_id)
  const authorization = `Bearer ${await createServiceKey(app.core.services.pool, platform, 'attempts')}`
  const claimed = await app.anonymous.post('/adapter/leases', { holder: `${platform} attempts` }, { headers: { authorization } })
  const mine = claimed.body.leases.find((lease: { deployment_id: string }) => lease.deployment_id === deploymentId)
  const headers = { authorization, 'x-lease': String(mine.lease) }
  // Attempts take longer than a lease.
  await execute(
    app.databaseUrl,
    `update deployment_leases set expires_at = now() + interval '1 day' where deployment_id = '${deploymentId}'`,
  )
  const path = `/adapter/deployments/${deploymentId}`
  await app.anonymous.put(`${path}/status`, { status: 'active', message: null }, { headers })
  let count = 0
  return async (message, phone) => {
    const address = `chat-${++count}`
    const event = {
      event_id: `event-${count}`,
      address,
      kind: 'message',
      message_id: `message-${count}`,
      sent_at: new Date().toISOString(),
      text: message,
      sender: { id: `person-${count}`, phone },
    }
    const taken = await app.anonymous.post(`${path}/events`, { events: [event], handling: { merge_ms: 0 } }, { headers })
    if (taken.status !== 200) throw new Error(`${platform} does not take a message: ${JSON.stringify(taken.body)}`)
    for (let look = 0; look < 120; look++) {
      const { body } = await app.anonymous.get(`${path}/feed?wait_seconds=1`, { headers })
      const ready = body.deliveries.find((each: { address: string; state: string }) => each.address === address && each.state === 'ready')
      if (!ready) continue
      await app.anonymous.put(
        `${path}/deliveries/${ready.delivery_id}`,
        { state: 'delivered', message_ids: [`sent-${count}`] },
        { headers },
      )
      return JSON.stringify(ready.message)
    }
    throw new Error(`Nothing was delivered to ${address} on ${platform}.`)
  }
}
