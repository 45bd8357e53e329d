import { createHash } from 'node:crypto'
import type { BroughtDocument } from '@craveva/contract/adapters'
import { detachSource } from '../agents/attach-source.ts'
import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { createIndexer, forgetDocuments, settleIndex } from '../retrieval/indexing/index-documents.ts'
import { planEmbedding } from '../retrieval/vectors/embed-chunks.job.ts'
import type { Chunk } from './chunk.ts'
import type { ParsedDocument } from './document.ts'
import {
  countDocuments,
  deleteDocument,
  deleteDocuments,
  deleteSource,
  documentNamesAfter,
  findBroughtSource,
  findDocumentNames,
  findDocumentsByName,
  holdSource,
  insertSource,
  listFileKeys,
  lockSource,
  someDocumentIds,
  updateSource,
  upsertDocument,
} from './sources.store.ts'
import { splitDocument } from './split/split-document.ts'

/** The type of sources that adapters fill; they are never read from here. */
export const broughtType = 'ecommerce'

/** Ids that one answer lists. */
const mostIds = 5000

interface Deployment {
  readonly company_id: string
  readonly deployment_id: string
  readonly platform: string
}

interface Brought {
  readonly source_name: string
  readonly documents: readonly BroughtDocument[]
  readonly deleted: readonly string[]
  readonly complete: boolean
}

/**
 * Indexes documents that an adapter brings, in a source of the deployment; what is the same as before is not touched. `db` is a transaction bound to
 * the company. `isFirst` when everything is there for the first time.
 */
export async function keepDocuments(
  needs: Pick<Services, 'jobs' | 'embedder' | 'now'>,
  db: Db,
  deployment: Deployment,
  { source_name, documents, deleted, complete }: Brought,
) {
  const { company_id } = deployment
  const source =
    (await findBroughtSource(db, company_id, deployment.deployment_id)) ?? (await createSource(needs, db, deployment, source_name))
  const { connection_id } = source
  if (!(await holdSource(db, company_id, connection_id))) throw new AppError('NOT_FOUND', 'The deployment was removed.')
  const changed = await indexChanged(db, company_id, connection_id, documents)
  const gone = deleted.length > 0 ? await findDocumentsByName(db, company_id, connection_id, deleted) : []
  await forgetDocuments(
    db,
    company_id,
    connection_id,
    gone.map(({ document_id }) => document_id),
  )
  for (const { document_id } of gone) await deleteDocument(db, company_id, document_id)
  if (complete) {
    const at = new Date(needs.now())
    await settleIndex(db, company_id)
    await updateSource(db, company_id, connection_id, {
      source_name,
      status: 'connected',
      status_message: null,
      synced_at: at,
      checked_at: at,
      updated_at: at,
      health: JSON.stringify({ healthy: true, checked_at: at.toISOString(), latency_ms: null, message: null }),
    })
    const { indexed } = await countDocuments(db, company_id, connection_id)
    await planEmbedding(needs, db, { company_id, connection_id })
    await recordEvent(db, company_id, 'data_source.synced', { connection_id, status_message: null, documents: indexed })
  }
  return {
    connectionId: connection_id,
    isFirst: complete && source.synced_at === null,
    changed,
    unchanged: documents.length - changed,
    deleted: gone.length,
  }
}

/** How far a deployment's documents were brought. */
export async function broughtState(db: Db, companyId: string, deploymentId: string) {
  const source = await findBroughtSource(db, companyId, deploymentId)
  if (!source) return { complete: false, count: 0 }
  return { complete: source.synced_at !== null, count: (await countDocuments(db, companyId, source.connection_id)).indexed }
}

/** The ids of what was brought, in their order. */
export async function broughtDocumentIds(db: Db, companyId: string, deploymentId: string, after: string | null): Promise<string[]> {
  const source = await findBroughtSource(db, companyId, deploymentId)
  return source ? documentNamesAfter(db, companyId, source.connection_id, after, mostIds) : []
}

/** The source of a deployment, once anything was brought. */
export const findBrought = (db: Db, companyId: string, deploymentId: string) => findBroughtSource(db, companyId, deploymentId)

/** By the ids of the documents, what whoever brought them calls them. */
export async function broughtDocumentNames(
  db: Db,
  companyId: string,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await findDocumentNames(db, companyId, documentIds)
  return new Map(rows.map(({ document_id, name }) => [document_id, name]))
}

/** Removes the source of a deployment with all that was learnt from it, also from the agents that answer from it; none is no error. */
export async function removeBroughtSource(needs: Pick<Services, 'now'>, db: Db, companyId: string, deploymentId: string) {
  const source = await findBroughtSource(db, companyId, deploymentId)
  if (!source) return
  const { connection_id: connectionId } = source
  await lockSource(db, companyId, connectionId)
  await detachSource(db, needs, { companyId, connectionId })
  const documents = await listFileKeys(db, companyId, connectionId)
  await forgetDocuments(
    db,
    companyId,
    connectionId,
    documents.map(({ document_id }) => document_id),
  )
  await deleteSource(db, companyId, connectionId)
}

/**
 * Takes the source of a deployment from it and from the agents that answer from it, to be erased; its id, null where there is none. What the deployment
 * brings from now on comes into a new one.
 */
export async function releaseBroughtSource(needs: Pick<Services, 'now'>, db: Db, companyId: string, deploymentId: string) {
  const source = await findBroughtSource(db, companyId, deploymentId)
  if (!source) return null
  const { connection_id: connectionId } = source
  await detachSource(db, needs, { companyId, connectionId })
  await updateSource(db, companyId, connectionId, {
    status: 'disconnected',
    status_message: 'It is being erased, as the platform asked for it.',
    connection_config: JSON.stringify({ type: source.connection_config.type }),
    updated_at: new Date(needs.now()),
  })
  return connectionId
}

const mostErased = 500

/** Erases a portion of the documents of a source that was released, at last the source itself; whether there was anything. */
export async function eraseSomeOfSource(db: Db, companyId: string, connectionId: string): Promise<boolean> {
  const ids = await someDocumentIds(db, companyId, connectionId, mostErased)
  if (ids.length === 0) return (await deleteSource(db, companyId, connectionId)).some(({ numDeletedRows }) => numDeletedRows > 0n)
  await forgetDocuments(db, companyId, connectionId, ids)
  await deleteDocuments(db, companyId, ids)
  return true
}

const createSource = ({ now }: Pick<Services, 'now'>, db: Db, { company_id, deployment_id, platform }: Deployment, name: string) =>
  insertSource(db, {
    company_id,
    connection_id: newId('ds', now()),
    source_name: name,
    source_type: broughtType,
    mode: 'offline',
    status: 'syncing',
    status_message: `Brought by the deployment ${deployment_id}.`,
    connection_config: JSON.stringify({ type: platform, deployment_id }),
    access: '{}',
  })

async function indexChanged(db: Db, companyId: string, connectionId: string, documents: readonly BroughtDocument[]): Promise<number> {
  if (documents.length === 0) return 0
  const names = documents.map(({ id }) => id)
  const earlier = new Map((await findDocumentsByName(db, companyId, connectionId, names)).map(row => [row.name, row]))
  const passages = new Map<string, readonly Chunk[]>()
  for (const document of documents) {
    const hash = createHash('sha256').update(JSON.stringify(document)).digest('hex')
    if (earlier.get(document.id)?.content_hash === hash) continue
    const chunks = toChunks(document)
    const row = await upsertDocument(db, {
      company_id: companyId,
      document_id: newId('doc'),
      connection_id: connectionId,
      name: document.id,
      status: 'indexed',
      status_message: null,
      size: document.text.length,
      file_key: null,
      chunk_count: chunks.length,
      content_hash: hash,
      url: document.url,
    })
    passages.set(row.document_id, chunks)
  }
  await createIndexer(companyId, connectionId).index(
    db,
    [...passages].map(([documentId, chunks]) => ({ documentId, chunks })),
  )
  return passages.size
}

/** A product is found by what it is; the id by which its platform knows it leads from there to its price. */
function toChunks({ id, title, url, text, product }: BroughtDocument): Chunk[] {
  const base: Omit<ParsedDocument, 'blocks'> = { key: id, title, mediaType: 'text/plain', language: null, url }
  if (!product) {
    const paragraphs = text.split(/\n{2,}/).filter(paragraph => paragraph.trim() !== '')
    return splitDocument({ ...base, blocks: paragraphs.map(paragraph => ({ kind: 'paragraph', text: paragraph })) })
  }
  const unknown = { vendor: null, type: null, tags: [], currency: null, options: [], variants: [], image: null }
  const record = { handle: id, title, description: text, url, attributes: product.attributes, ...unknown }
  const chunks = splitDocument({ ...base, blocks: [{ kind: 'product', product: record }] })
  return chunks.map(chunk => ({ ...chunk, fields: { ...chunk.fields, product_id: product.id } }))
}
