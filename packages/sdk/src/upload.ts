/** Files to send, and who wants to know how far they are. */
export interface Upload {
  /** Blobs without a name are sent as `blob`; on Node, `file-from-path` opens one from disk. */
  readonly files: UploadFile | readonly UploadFile[]
  /** Called as the bytes of the files leave. */
  readonly onProgress?: OnProgress | undefined
}

export type UploadFile = Blob | { readonly name: string; readonly data: Blob | Uint8Array<ArrayBuffer> | string }

/** Told how many of how many bytes have left. */
export type OnProgress = (progress: { readonly sent: number; readonly total: number }) => void

/** The form of an upload: its fields, then its files under the repeatable name `file`. */
export function toForm(fields: Readonly<Record<string, unknown>>, files: Upload['files']): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.append(name, String(value))
  for (const file of Array.isArray(files) ? files : [files]) appendFile(form, file)
  return form
}

function appendFile(form: FormData, file: UploadFile) {
  if (file instanceof Blob) return form.append('file', file)
  form.append('file', file.data instanceof Blob ? file.data : new Blob([file.data]), file.name)
}

/** Sends a form with `fetch`, counting what it takes out of the stream. For Node; browsers stream requests over HTTP/2 only, if at all. */
export async function fetchCounted(fetch: typeof globalThis.fetch, url: string, init: RequestInit, form: FormData, onProgress: OnProgress) {
  const encoded = new Response(form)
  const total = sizeOf(form)
  let sent = 0
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(chunk)
      sent += chunk.byteLength
      onProgress({ sent: Math.min(sent, total), total })
    },
  })
  const headers = { ...init.headers, 'content-type': encoded.headers.get('content-type') ?? '' }
  return fetch(url, { ...init, headers, body: encoded.body?.pipeThrough(counter) ?? null, duplex: 'half' } as RequestInit)
}

/** Sends a form with XMLHttpRequest, the one way in which browsers tell the progress of a request. */
export function requestCounted(url: string, init: RequestInit, form: FormData, onProgress: OnProgress): Promise<Response> {
  const { XMLHttpRequest } = globalThis as unknown as { XMLHttpRequest: new () => BrowserRequest }
  const request = new XMLHttpRequest()
  const total = sizeOf(form)
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  const abort = () => request.abort()
  request.open(init.method ?? 'POST', url)
  request.responseType = 'text'
  for (const [name, value] of Object.entries(init.headers ?? {})) request.setRequestHeader(name, value)
  request.upload.onprogress = event => onProgress({ sent: Math.min(event.loaded, total), total })
  request.onload = () => resolve(new Response(request.responseText, { status: request.status, headers: headersOf(request) }))
  request.onerror = () => reject(new TypeError('The upload failed'))
  request.onabort = () => reject(init.signal?.reason)
  init.signal?.addEventListener('abort', abort, { once: true })
  request.send(form)
  return promise.finally(() => init.signal?.removeEventListener('abort', abort))
}

export const isBrowser = () => 'XMLHttpRequest' in globalThis

const sizeOf = (form: FormData) => [...form.values()].reduce((sum, value) => sum + (typeof value === 'string' ? 0 : value.size), 0)

const headersOf = (request: BrowserRequest) =>
  new Headers(
    request
      .getAllResponseHeaders()
      .trim()
      .split(/[\r\n]+/)
      .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  )

/** What is used of XMLHttpRequest. */
interface BrowserRequest {
  responseType: string
  readonly responseText: string
  readonly status: number
  readonly upload: { onprogress: (event: { readonly loaded: number }) => void }
  onload: () => void
  onerror: () => void
  onabort: () => void
  open(method: string, url: string): void
  setRequestHeader(name: string, value: string): void
  send(body: FormData): void
  abort(): void
  getAllResponseHeaders(): string
}
