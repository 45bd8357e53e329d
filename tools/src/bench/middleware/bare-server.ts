import express from 'express'
import { Pool } from 'pg'

/**
 * The floor: Express 5 with one query and its row as JSON. It knows no callers, roles, limits, shapes or companies. The query is prepared, as
 * a careful program would have it.
 */
const { PORT, DATABASE_URL } = process.env
const database = new Pool({ connectionString: DATABASE_URL, max: 20 })

const app = express()
app.get('/agents/:agent_id', async (request, response) => {
  const { rows } = await database.query({
    name: 'agent',
    text: 'select * from agents where agent_id = $1',
    values: [request.params.agent_id],
  })
  response.json({ agent: rows[0] })
})
app.listen(Number(PORT), '127.0.0.1', () => console.log('ready'))
process.on('SIGTERM', () => process.exit(0))
