import { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { readUpload } from './read-upload.ts'
import type { ParseJob } from './wire.ts'

// The process that reads what strangers made. It gets a job on its standard input and answers one JSON object per line on descriptor 3;
// the other side reads no faster than it can use them, and ends this process when it takes too much time or memory.
const job = JSON.parse(await text(process.stdin)) as ParseJob
const out = new Socket({ fd: 3, readable: false, writable: true })
out.on('error', () => process.exit(1))
const context = {
  advance: () => void out.write('{"type":"progress"}\n'),
  limits: job.limits,
  temporaryFolder: job.temporaryFolder,
  budget: { unpackedBytes: job.limits.unpackedBytes },
}
for await (const event of readUpload(job.files, context, job.progress)) {
  if (!out.write(`${JSON.stringify(event)}\n`)) await new Promise(resolve => out.once('drain', resolve))
}
out.end(`${JSON.stringify({ type: 'end' })}\n`, () => process.exit(0))
