import type { MessagePart } from '@craveva/contract/parts'
import type { App } from '../panel/app.ts'

type FilePart = MessagePart & { type: 'file' }

/** Sends a file to the API, telling from 0 to 1 how far it is: only XMLHttpRequest tells that of a request. */
export function upload(app: App, file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<FilePart> {
  const { url, headers } = app.conversation.chat.target('/files')
  const form = new FormData()
  form.append('file', file, file.name)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.timeout = 120_000
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0)
    request.onload = () => {
      if (request.status === 201) resolve({ type: 'file', ...JSON.parse(request.responseText).file })
      else reject(request)
    }
    request.onerror = request.ontimeout = request.onabort = reject
    signal.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}
