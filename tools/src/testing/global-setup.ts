import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { migrate } from '@craveva/core/db/migrate'
import { startPostgres } from '@craveva/server/postgres/start-postgres'
import { databaseUrl } from '@craveva/testing/database-url'
import { execute } from '@craveva/testing/execute'
import { fastFolder } from '@craveva/testing/fast-folder'
import type {} from '@craveva/testing/test-database'
import type { TestProject } from 'vitest/node'

/**
 * Gives the tests one PostgreSQL with one migrated database to copy: the server that `TEST_DATABASE_URL` names, whose role must be allowed to
 * create databases, or the embedded one in a folder that goes again.
 */
export default async function setup(project: TestProject) {
  const server = await openServer()
  const template = `craveva_template_${randomBytes(6).toString('hex')}`
  try {
    await execute(server.url, `create database ${template}`)
    await migrate(databaseUrl(server.url, template))
  } catch (error) {
    await server.close()
    throw error
  }
  project.provide('testServer', { url: server.url, template })
  return async () => {
    await execute(server.url, `drop database ${template} with (force)`)
    await server.close()
  }
}

async function openServer() {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, close: async () => undefined }
  const dataDir = await mkdtemp(join(await fastFolder(), 'craveva-tests-'))
  const { url, stop } = await startPostgres({ dataDir, log: () => undefined, fsync: false, maxConnections: 200 })
  const close = async () => {
    await stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url, close }
}
