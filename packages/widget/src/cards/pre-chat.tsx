import type { AppProperties } from '../panel/app.ts'
import { Form } from './form.tsx'

/** The merchant's form before the first message, in place of the field to write in. */
export function PreChat({ app }: AppProperties) {
  const form = app.config.value?.ui_settings.pre_chat
  return form && <div class="composer-form">{Form({ app, form: { type: 'form', form_id: 'pre_chat', purpose: 'lead', ...form } })}</div>
}
