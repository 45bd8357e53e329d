import type { FindDocuments } from '../find-documents.ts'
import type { DeploymentApi } from './api.ts'
import type { Log } from './open-deployment.ts'

/** Whoever looks something up while a visitor waits goes another way instead of waiting longer. */
const patienceMs = 2000
const longestWords = 400

/** The index of what a deployment brought. */
export function createFindDocuments({ client, deploymentId: deployment_id, call }: DeploymentApi, log: Log): FindDocuments {
  return async (words, most, signal) => {
    try {
      const asked = { deployment_id, words: words.slice(0, longestWords), most }
      const { ready, documents } = await client.findDocuments(asked, call({ signal, timeoutMs: patienceMs, maxRetries: 0 }))
      return ready ? documents.map(({ id, product_id: productId, coverage }) => ({ id, productId, coverage })) : null
    } catch (error) {
      if (signal.aborted) throw error
      log('documents could not be looked up', { error: error instanceof Error ? error.message : String(error) })
      return null
    }
  }
}
