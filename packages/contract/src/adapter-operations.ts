import type { Method } from './operations.ts'

/** What adapters call. Plain data like all operations; see `operations.ts`. */

const service = { kind: 'service', lease: false } as const
const leaseHolder = { kind: 'service', lease: true } as const

const operation = <const P extends `/${string}`, const M extends Method, const A>(method: M, path: P, summary: string, access: A) => ({
  method,
  path,
  summary,
  access,
  limit: 'none' as const,
  status: 200 as const,
})

/** Of one deployment whose lease the caller holds. */
const ofDeployment = <const P extends '' | `/${string}`, const M extends Method>(method: M, path: P, summary: string) =>
  operation(method, `/adapter/deployments/:deployment_id${path}`, summary, leaseHolder)

export const adapterOperations = {
  claim: operation('POST', '/adapter/leases', 'Take and keep the deployments of the adapter’s platform', service),
  open: ofDeployment('GET', '', 'Get the settings of a leased deployment, secrets included'),
  release: ofDeployment('POST', '/release', 'Give the lease of a deployment back'),
  report: ofDeployment('PUT', '/status', 'Tell how a deployment is'),
  receive: ofDeployment('POST', '/events', 'Store inbound events, each once'),
  storeFile: { ...ofDeployment('POST', '/files', 'Store a file of an inbound event'), request: 'multipart' as const },
  file: { ...ofDeployment('GET', '/files/:file_id', 'Get a file that is to be delivered'), file: 'application/octet-stream' as const },
  feed: ofDeployment('GET', '/feed', 'Get what is to be delivered, in order'),
  turn: { ...ofDeployment('GET', '/turns/:turn_id', 'Follow an answer while it is written'), stream: 'always' as const },
  acknowledge: ofDeployment('PUT', '/deliveries/:delivery_id', 'Tell what became of a delivery'),
  documents: ofDeployment('GET', '/documents', 'List the ids of the documents that were brought'),
  findDocuments: ofDeployment('POST', '/documents/search', 'Find documents that were brought by their words'),
  bringDocuments: ofDeployment('PUT', '/documents', 'Bring documents of the platform, such as products, to the agent’s knowledge'),
  eraseCustomer: ofDeployment('POST', '/customers/erase', 'Erase what is kept of a customer of the platform'),
  askForData: ofDeployment(
    'POST',
    '/customers/data-request',
    'Tell the company that a customer of the platform asks for what is kept of them',
  ),
  erase: ofDeployment('POST', '/erase', 'Erase what the deployment holds'),
  sendCode: ofDeployment('POST', '/codes', 'Mail a code to an address, for who writes in a conversation'),
  checkCode: ofDeployment('POST', '/codes/check', 'Check the code that was mailed last'),
  readValue: ofDeployment('GET', '/store/:key', 'Read a value that the adapter keeps'),
  writeValue: ofDeployment('PUT', '/store/:key', 'Keep a value for the adapter'),
} as const
