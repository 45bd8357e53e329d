import { signal } from '../dom/signal.ts'
import type { App, Attached } from '../panel/app.ts'
import { IconButton } from '../panel/chrome/icon-button.tsx'
import { icons } from '../panel/chrome/icons.ts'
import { sayFor } from './say.ts'
import { upload } from './upload.ts'

/** What the API takes at most: bytes of a file, and files with a message. */
const maxBytes = 5_000_000
const maxFiles = 5

/** Lets the visitor choose files. */
export function pickFiles(app: App): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  input.accept = '.png,.jpg,.jpeg,.gif,.webp,.pdf,.txt,.csv'
  input.onchange = () => takeFiles(app, [...(input.files ?? [])])
  input.click()
}

/** Uploads files that are chosen, pasted or dropped; they go with the next message. */
export function takeFiles(app: App, files: readonly File[]): void {
  for (const file of files.slice(0, 2 * maxFiles)) take(app, file)
}

async function take(app: App, file: File) {
  const abort = new AbortController()
  const attached: Attached = { name: file.name, part: signal(null), progress: signal(0), problem: signal(''), cancel: () => abort.abort() }
  app.files.current = [...app.files.current, attached]
  if (file.size > maxBytes) attached.problem.current = 'tooLarge'
  if (app.files.peek().filter(({ problem }) => !problem.peek()).length > maxFiles) attached.problem.current = 'failed'
  if (attached.problem.peek()) return
  try {
    attached.part.current = await upload(app, file, share => (attached.progress.current = share), abort.signal)
    // What composes the message looks at the list.
    app.files.current = [...app.files.current]
  } catch {
    attached.problem.current = 'failed'
  }
}

/** What is to be known before a message is sent: that it is too long, and the files that wait, each with its progress. */
export function Attachments({ app }: { readonly app: App }) {
  const say = sayFor(app)
  const percent = (share: number) => share.toLocaleString(app.locale.current, { style: 'percent' })
  /** How far it is, or what is wrong with it. */
  function status({ name, part, progress, problem }: Attached) {
    if (problem.current) return say(problem.current === 'tooLarge' ? 'fileTooLarge' : 'fileFailed', { name })
    return part.current ? name : say('uploading', { name, percent: percent(progress.current) })
  }
  function remove(attached: Attached) {
    attached.cancel()
    app.files.current = app.files.current.filter(each => each !== attached)
  }
  return (
    <ul class="attachments">
      {() =>
        app.tooLong.current && (
          <li class="problem">
            <span role="alert">{say('tooLong')}</span>
          </li>
        )
      }
      {() =>
        app.files.current.map(attached => (
          <li class={() => (attached.problem.current ? 'problem' : '')}>
            <span dir="auto" role={() => attached.problem.current && 'alert'}>
              {() => status(attached)}
            </span>
            <IconButton
              class="icon small"
              icon={icons.close}
              says={() => say('remove', { name: attached.name })}
              onclick={() => remove(attached)}
            />
          </li>
        ))
      }
    </ul>
  )
}
