import type { Holdings } from '../holdings.ts'
import type { DeploymentApi } from './api.ts'
import type { DocumentKeeper } from './keep-documents.ts'

/** What is kept because of a deployment. A reading of documents that is under way ends first, so that it brings nothing back. */
export function createHoldings(
  { client, deploymentId: deployment_id, call }: DeploymentApi,
  documents: () => DocumentKeeper | null,
): Holdings {
  const erase = async (what: 'documents' | 'everything') => {
    await documents()?.stopReading()
    await client.erase({ deployment_id, what }, call())
    await documents()?.beginAnew()
  }
  return {
    eraseCustomer: async customer => void (await client.eraseCustomer({ deployment_id, ...customer }, call())),
    askForData: async customer => void (await client.askForData({ deployment_id, ...customer }, call())),
    eraseDocuments: () => erase('documents'),
    eraseEverything: () => erase('everything'),
  }
}
