import type { MessagePart } from '@craveva/contract/parts'
import type { AppProperties } from '../panel/app.ts'
import { Icon } from '../panel/chrome/icon.tsx'
import { safeUrl } from '../panel/markdown/links.ts'

/** A file to take away. */
export function FileLink({ app: { locale }, file }: AppProperties & { file: MessagePart & { type: 'file' } }) {
  const href = safeUrl(file.url)
  return (
    <a class="card row file" href={href} target="_blank" rel="noopener noreferrer" download={file.name}>
      <Icon path="M14 3H6v18h12V7zm0 0v4h4" />
      <b dir="auto">{file.name}</b>{' '}
      <span>{() => kilobytes(file.size).toLocaleString(locale.current, { style: 'unit', unit: 'kilobyte' })}</span>
    </a>
  )
}

const kilobytes = (bytes: number) => Math.ceil(bytes / 1000)
