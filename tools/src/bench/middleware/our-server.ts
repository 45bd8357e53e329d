import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { api } from '@craveva/contract/api'
import { createApp } from '@craveva/core/app'
import type { Context } from '@craveva/core/context'
import { named } from '@craveva/core/db/named-query'
import { runNamed } from '@craveva/core/db/pool'
import { createDiskFileStore } from '@craveva/core/files/disk-file-store'
import { mountApi } from '@craveva/core/http/mount-api'
import { createOutboxMail } from '@craveva/core/mail/outbox-mail'
import { builtinModel } from '@craveva/core/models/builtin/builtin-model'
import { createModelCatalogue } from '@craveva/core/models/model-catalogue'
import { startCore } from '@craveva/core/start-core'
import express from 'express'
import { pino } from 'pino'

/**
 * The same query and the same answer as the floor's, as the handler of an endpoint of the contract: all that is added is what every call of a user
 * or key goes through. The rest of the API is there to prepare with.
 */
const { PORT, DATABASE_URL = '', DATA_DIR = tmpdir() } = process.env
const log = pino({ level: 'error' })
const core = await startCore({
  config: {
    version: '0.0.0',
    publicUrl: `http://127.0.0.1:${PORT}`,
    consoleOrigins: [],
    trustedProxies: [],
    egressAllow: [],
    planDefault: 'enterprise',
    messageFees: {},
    checkAnswers: false,
  },
  log,
  databaseUrl: DATABASE_URL,
  soleServer: false,
  masterKey: randomBytes(32),
  mail: createOutboxMail(DATA_DIR, 'bench@localhost', log),
  files: await createDiskFileStore(DATA_DIR),
  models: createModelCatalogue(builtinModel, []),
  platforms: [],
})

async function get({ db }: Context, { params }: { params: { agent_id: string } }) {
  const [agent] = await runNamed(db, named('bench agent')`select * from agents where agent_id = ${params.agent_id}`)
  return { agent }
}

const app = createApp(core.services)
const router = express.Router({ caseSensitive: true, strict: true })
mountApi(router, core.services, { agents: { get: api.agents.get } }, { agents: { get } })
app.use('/bench', router)
app.listen(Number(PORT), '127.0.0.1', () => console.log('ready'))
process.on('SIGTERM', () => process.exit(0))
