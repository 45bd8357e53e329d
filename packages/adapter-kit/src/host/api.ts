import { leaseHeader } from '@craveva/contract/adapters'
import type { Client } from '@craveva/sdk/client-types'

/** The API as a process sees it that holds the lease of one deployment. */
export interface DeploymentApi {
  readonly client: Client['adapters']
  readonly deploymentId: string
  /** Given with every call. */
  readonly call: (options?: { signal?: AbortSignal; timeoutMs?: number; maxRetries?: number }) => {
    readonly headers: Readonly<Record<string, string>>
  }
}

export const deploymentApi = (client: Client, deploymentId: string, lease: string): DeploymentApi => ({
  client: client.adapters,
  deploymentId,
  call: options => ({ ...options, headers: { [leaseHeader]: lease } }),
})
