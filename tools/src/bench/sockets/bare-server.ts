import { createServer } from 'node:http'
import { Server } from 'socket.io'

/** The least that socket.io can do: gives every event back to whoever sent it. Prints its port once it listens. */
const server = createServer()
const io = new Server(server, { transports: ['websocket'], serveClient: false, perMessageDeflate: false })
io.on('connection', socket => {
  socket.on('typing', event => socket.emit('typing', event))
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'))
process.on('SIGTERM', () => process.exit(0))
