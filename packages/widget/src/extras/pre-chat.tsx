import { watch } from '../dom/signal.ts'
import type { AppProperties } from '../panel/app.ts'
import { Form } from '../panel/cards/form.tsx'

/** The merchant's form before the first message, in place of the field to write in. */
export function PreChat({ app }: AppProperties) {
  const form = app.agentConfig.current?.ui_settings.pre_chat
  if (!form) return null
  return (
    <div
      class="composer-form"
      ref={place => {
        watch(() => {
          if (app.focusWanted.current) queueMicrotask(() => place.querySelector<HTMLElement>('input, textarea, select')?.focus())
        })
      }}
    >
      {Form({ app, form: { type: 'form', form_id: 'pre_chat', purpose: 'lead', ...form } })}
    </div>
  )
}
