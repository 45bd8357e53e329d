import type { Properties } from '../dom/jsx.ts'
import type { AppProperties } from '../panel/app.ts'

interface LineFormProperties extends AppProperties {
  /** What is asked for. */
  readonly label: () => string
  readonly send: (text: string) => void
  readonly input: Properties<HTMLInputElement>
}

/** Asks for one line of text. */
export function LineForm({ app, label, send, input }: LineFormProperties) {
  const field = (<input {...input} aria-label={label} placeholder={label} />) as HTMLInputElement
  return (
    <form
      class="line"
      onsubmit={event => {
        event.preventDefault()
        send(field.value.trim())
      }}
    >
      {field}
      <button type="submit" class="action">
        {() => app.t('submit')}
      </button>
    </form>
  )
}
