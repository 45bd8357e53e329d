import { readConfig } from '@craveva/server/config'
import { start } from '@craveva/server/start'

/** The server as people start it, but with adapters elsewhere: over the database and in the folder that it is given. */
const [databaseUrl = '', dataDir = '', port = ''] = process.argv.slice(2)
const config = { ...readConfig({ PORT: port, DATA_DIR: dataDir, LOG_LEVEL: 'error' }), databaseUrl }
const running = await start({ config, demo: false, say: () => {}, adapters: [] })
process.send?.(running.url)
process.once('SIGTERM', () => void running.stop().then(() => process.exit()))
