import express from 'express'
import { Pool as Database } from 'pg'
import { Pool } from 'undici'

/**
 * The least a chat server can do, as the floor that ours is compared with: ask the model, commit the question and the answer in one
 * two-row INSERT, reply. It knows no accounts, agents, knowledge, conversations, limits or resuming.
 */
const { PORT, DATABASE_URL, MODEL_ORIGIN = '', POOL_SIZE } = process.env
const database = new Database({ connectionString: DATABASE_URL, max: Number(POOL_SIZE) })
await database.query('create table if not exists floor_messages (id bigserial primary key, role text not null, body text not null)')
const model = new Pool(MODEL_ORIGIN, { connections: 1024 })

const ask = async (message: string, stream: boolean) => {
  const body = JSON.stringify({ model: 'mock', stream, messages: [{ role: 'user', content: message }] })
  return (await model.request({ path: '/v1/chat/completions', method: 'POST', body })).body
}

const save = (question: string, answer: string) =>
  database.query("insert into floor_messages (role, body) values ('visitor', $1), ('agent', $2)", [question, answer])

const app = express()
app.use(express.json())
app.get('/alive', (_request, response) => response.sendStatus(200))
app.post('/chat', async ({ body: { message }, headers }, response) => {
  if (headers.accept !== 'text/event-stream') {
    const answer = (await (await ask(message, false)).json()) as { choices: [{ message: { content: string } }] }
    await save(message, answer.choices[0].message.content)
    return response.json({ response: answer.choices[0].message.content })
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  let wire = ''
  for await (const chunk of await ask(message, true)) {
    wire += chunk
    response.write(chunk)
  }
  await save(message, textOf(wire))
  response.end('data: {"saved":true}\n\n')
})
app.listen(Number(PORT), '127.0.0.1', 4096)

const textOf = (wire: string) =>
  wire
    .split('\n')
    .filter(line => line.startsWith('data: {'))
    .map(line => JSON.parse(line.slice(6)).choices[0]?.delta.content ?? '')
    .join('')
