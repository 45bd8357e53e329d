import { openAsBlob } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createTeamAgent } from './create-team-agent.ts'
import { type DemoApi, demoApi } from './demo-api.ts'
import { type DemoState, readDemoState, saveDemoState } from './demo-state.ts'

/** Seconds that reading the demo shop's files may take. */
const patienceSeconds = 120

/**
 * Founds the demo company with an agent over the sample shop, through the API, as anybody would. What an earlier start did is kept, so that
 * one that was interrupted goes on where it stopped. `folder` holds the shop.
 */
export async function createDemo({
  apiUrl,
  dataDir,
  folder,
  shopUrl,
  log,
}: {
  apiUrl: string
  dataDir: string
  folder: string
  /** Where people reach the shop, without a slash at the end. */
  shopUrl: string
  log: (line: string) => void
}) {
  const state = await readDemoState(dataDir)
  if (state.agent_id && state.team_agent_id) return state
  log('Setting up the demo shop …')
  const api = await signIn(apiUrl, state)
  await saveDemoState(dataDir, state)
  state.connection_id ??= await uploadShop(api, folder, shopUrl)
  await saveDemoState(dataDir, state)
  await waitUntilRead(api, state.connection_id)
  if (!state.team_agent_id) {
    const team = await createTeamAgent(api, folder, state.connection_id, Date.now())
    state.books_id = team.connection_id
    state.team_agent_id = team.agent_id
    await saveDemoState(dataDir, state)
  }
  if (state.agent_id) return state
  const settings = JSON.parse(await readFile(join(folder, 'agent.json'), 'utf8')) as Record<string, unknown>
  const { agent } = await api<{ agent: { agent_id: string } }>('POST', '/agents', {
    ...settings,
    data_sources: [state.connection_id, ...(state.books_id ? [state.books_id] : [])],
  })
  await api('POST', '/deployments/messaging', { agent_id: agent.agent_id, platform: 'web', config: {} })
  state.agent_id = agent.agent_id
  await saveDemoState(dataDir, state)
  return state
}

async function signIn(apiUrl: string, { email, password }: DemoState): Promise<DemoApi> {
  const anonymous = demoApi(apiUrl, null)
  const owner = { email, password, full_name: 'Demo Owner', company_name: 'Tidewren' }
  const { token } = await anonymous<{ token: string }>('POST', '/auth/register', owner).catch(() =>
    anonymous<{ token: string }>('POST', '/auth/login', { email, password }),
  )
  return demoApi(apiUrl, token)
}

/** Uploads the shop's files, each page with the address it is read at, so that answers can link to it. */
async function uploadShop(api: DemoApi, folder: string, shopUrl: string) {
  const form = new FormData()
  form.set('source_name', 'Tidewren: help pages and products')
  for (const page of await readdir(join(folder, 'pages'))) {
    const text = await readFile(join(folder, 'pages', page), 'utf8')
    form.append('file', new Blob([`---\nurl: ${shopUrl}/pages/${basename(page, '.md')}\n---\n${text}`]), page)
  }
  form.append('file', await openAsBlob(join(folder, 'products.csv')), 'products.csv')
  const { data_source } = await api<{ data_source: { connection_id: string } }>('POST', '/data-sources/upload', form)
  return data_source.connection_id
}

async function waitUntilRead(api: DemoApi, connectionId: string) {
  for (let tried = 0; tried < patienceSeconds * 10; tried++) {
    const { data_source } = await api<{ data_source: { status: string; status_message: string | null } }>(
      'GET',
      `/data-sources/${connectionId}`,
    )
    if (data_source.status === 'connected') return
    if (data_source.status === 'error') throw new Error(`The demo shop's files could not be read: ${data_source.status_message}`)
    await pause(100)
  }
  throw new Error('Reading the demo shop’s files takes too long. See the log, or start with --no-demo.')
}
