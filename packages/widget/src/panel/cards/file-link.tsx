import type { MessagePart } from '@craveva/contract/parts'
import type { AppProperties } from '../app.ts'
import { Icon } from '../chrome/icon.tsx'
import { safeUrl } from '../markdown/links.ts'
import { fileSize } from './formats.ts'

/** A file to take away. */
export function FileLink({ app: { locale }, file }: AppProperties & { file: MessagePart & { type: 'file' } }) {
  const href = safeUrl(file.url)
  return (
    <a class="card file" href={href} target="_blank" rel="noopener noreferrer" download={file.name}>
      <Icon path="M14 3H6v18h12V7zm0 0v4h4" />
      <b dir="auto">{file.name}</b> <span>{() => fileSize(file.size, locale.current)}</span>
    </a>
  )
}
